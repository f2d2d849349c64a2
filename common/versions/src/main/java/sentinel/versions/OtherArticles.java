package sentinel.versions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lines that lead to other articles: a label with a title behind it, or a label and titles below it. */
final class OtherArticles {

    /** A longer line is a paragraph of the story. */
    private static final int LONGEST = 300;
    /** Characters of a title. */
    private static final int LONGEST_TITLE = 200;
    /** Titles below one label. */
    private static final int MOST_TITLES = 10;

    private static final String MARKS = ":|>→•·….-";
    private static final Map<Character, List<String>> LABELS = byFirst(Vocabulary.RELATED);
    private static final Map<Character, List<String>> AT_ONCE = byFirst(Vocabulary.RELATED_AT_ONCE);

    private OtherArticles() {}

    /** The folded lines without them. */
    static List<String> without(List<String> lines) {
        var kept = new ArrayList<String>(lines.size());
        int titles = 0; // that may still follow
        for (var line : lines) {
            String rest = line.length() > LONGEST ? null : behindLabel(line);
            if (rest != null) {
                titles = rest.isEmpty() ? MOST_TITLES : 0;
            } else if (titles > 0 && isTitle(line)) {
                titles--;
            } else {
                titles = 0;
                kept.add(line);
            }
        }
        return kept;
    }

    private static boolean isTitle(String line) {
        return line.length() <= LONGEST_TITLE
                && !(SiteNoise.endsSentence(line) && !line.endsWith("?") && !line.endsWith("!"));
    }

    /** What stands behind a label; null where the line begins with none. */
    private static @Nullable String behindLabel(String line) {
        int from = 0;
        while (from < line.length() && !Scripts.isOfWord(line.codePointAt(from))) {
            if (Character.isDigit(line.charAt(from))) {
                return null;
            }
            from++;
        }
        if (from == line.length()) {
            return null;
        }
        String text = line.substring(from).toLowerCase(Locale.ROOT);
        for (var label : LABELS.getOrDefault(text.charAt(0), List.of())) {
            if (text.startsWith(label)) {
                String rest = text.substring(label.length()).strip();
                if (rest.isEmpty() || MARKS.indexOf(rest.charAt(0)) >= 0) {
                    return withoutMarks(rest);
                }
            }
        }
        for (var label : AT_ONCE.getOrDefault(text.charAt(0), List.of())) {
            boolean ends = text.length() > label.length()
                    && text.startsWith(label)
                    && !Character.isLetter(text.charAt(label.length()));
            if (ends && !SiteNoise.endsSentence(line)) {
                return text.substring(label.length()).strip();
            }
        }
        return null;
    }

    private static String withoutMarks(String text) {
        int from = 0;
        while (from < text.length() && (text.charAt(from) == ' ' || MARKS.indexOf(text.charAt(from)) >= 0)) {
            from++;
        }
        return text.substring(from);
    }

    private static Map<Character, List<String>> byFirst(Set<String> labels) {
        var all = new HashMap<Character, List<String>>();
        labels.stream().sorted().forEach(label -> all.computeIfAbsent(label.charAt(0), first -> new ArrayList<>())
                .add(label));
        return all;
    }
}
