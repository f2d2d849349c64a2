package sentinel.extractor;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import sentinel.extractor.Extraction.Reason;

/** What sites say on pages that stand for an error, in many languages: read from {@code soft-errors.txt} beside this class. */
final class SoftErrorPhrases {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** Phrases are found by so many of their first characters. */
    private static final int KEY = 3;

    private static final Map<String, Reason> CODES = Map.ofEntries(
            Map.entry("404", Reason.NOT_FOUND),
            Map.entry("410", Reason.REMOVED),
            Map.entry("401", Reason.LOG_IN),
            Map.entry("451", Reason.REGION),
            Map.entry("500", Reason.OUT_OF_ORDER),
            Map.entry("502", Reason.OUT_OF_ORDER),
            Map.entry("503", Reason.OUT_OF_ORDER),
            Map.entry("504", Reason.OUT_OF_ORDER),
            Map.entry("520", Reason.OUT_OF_ORDER),
            Map.entry("521", Reason.OUT_OF_ORDER),
            Map.entry("522", Reason.OUT_OF_ORDER),
            Map.entry("523", Reason.OUT_OF_ORDER));

    /** All that a page can stand for. */
    static final Set<Reason> REASONS =
            Set.copyOf(EnumSet.of(Reason.NOT_FOUND, Reason.REMOVED, Reason.OUT_OF_ORDER, Reason.REGION, Reason.LOG_IN));

    static final SoftErrorPhrases ALL = new SoftErrorPhrases();

    /** Where a phrase begins in a text and how long it is, in characters of the folded form. */
    record Found(Reason reason, int at, int length) {}

    private record Phrase(Reason reason, String text) {}

    private final Set<String> noise = new HashSet<>();
    private final Map<String, Reason> titles = new HashMap<>();
    /** Titles that say that something is wrong, and not what. */
    private final Set<String> vague = new HashSet<>();

    private final Map<String, List<Phrase>> phrases = new HashMap<>();

    private SoftErrorPhrases() {
        var file = WordFile.read("soft-errors.txt");
        for (var section : file.sections()) {
            for (var line : file.lines(section)) {
                boolean title = line.charAt(3) == '=';
                for (var phrase : line.substring(4).split(";", -1)) {
                    add(section, title, fold(phrase));
                }
            }
        }
    }

    private void add(String section, boolean title, String phrase) {
        switch (section) {
            case "noise" -> noise.add(phrase);
            case "anything" -> vague.add(withoutNoise(phrase));
            default -> {
                var reason = Reason.valueOf(section.toUpperCase(Locale.ROOT));
                if (title) {
                    titles.putIfAbsent(withoutNoise(phrase), reason);
                } else {
                    phrases.computeIfAbsent(phrase.substring(0, KEY), key -> new ArrayList<>())
                            .add(new Phrase(reason, phrase));
                }
            }
        }
    }

    /** Letters and digits in lower case without accents, and one blank between words. */
    static String fold(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace('ı', 'i')
                .replace('ł', 'l')
                .replace('ø', 'o')
                .replace('đ', 'd')
                .replace("æ", "ae")
                .replace("ß", "ss");
        return NO_WORD.matcher(plain).replaceAll(" ").strip();
    }

    /** As the words of a headline that says nothing else, with at most the phrases of noise round it. */
    private String withoutNoise(String folded) {
        String text = folded;
        for (boolean again = true; again; ) {
            again = false;
            for (int end = text.indexOf(' '); ; end = text.indexOf(' ', end + 1)) {
                String start = end < 0 ? text : text.substring(0, end);
                if (isNoise(start)) {
                    text = text.substring(start.length()).strip();
                    again = !text.isEmpty();
                    break;
                }
                if (end < 0 || start.length() > 20) {
                    break;
                }
            }
            int last = text.lastIndexOf(' ');
            if (last > 0 && isNoise(text.substring(last + 1))) {
                text = text.substring(0, last);
                again = true;
            }
        }
        return text;
    }

    private boolean isNoise(String words) {
        return noise.contains(words) || CODES.containsKey(words);
    }

    /**
     * What a headline that says nothing else stands for.
     *
     * @return empty when it is none of these; several when it is vague
     */
    Set<Reason> ofTitle(String title) {
        String folded = fold(title);
        String text = withoutNoise(folded);
        if (text.isEmpty() && !folded.isEmpty()) {
            for (var word : folded.split(" ", -1)) {
                if (CODES.containsKey(word)) {
                    return EnumSet.of(CODES.get(word));
                }
            }
        }
        var reason = titles.get(text);
        if (reason != null) {
            return EnumSet.of(reason);
        }
        return !folded.isEmpty() && (text.isEmpty() || vague.contains(text)) ? REASONS : Set.of();
    }

    /** What a text says of the site or of the page, in the order of the text. */
    List<Found> in(String text) {
        String folded = fold(text);
        var found = new ArrayList<Found>();
        for (int at = 0; at + KEY <= folded.length(); at++) {
            boolean starts = at == 0 || folded.charAt(at - 1) == ' ' || isUnspaced(folded.charAt(at));
            var candidates = starts ? phrases.get(folded.substring(at, at + KEY)) : null;
            if (candidates != null) {
                for (var phrase : candidates) {
                    if (folded.startsWith(phrase.text(), at)) {
                        found.add(new Found(phrase.reason(), at, phrase.text().length()));
                    }
                }
            }
        }
        return found;
    }

    private static boolean isUnspaced(char c) {
        return c >= 0x2e80 || (c >= 0x1100 && c < 0x1200);
    }
}
