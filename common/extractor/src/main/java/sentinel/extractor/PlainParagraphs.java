package sentinel.extractor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Entities;

/**
 * The paragraphs of an article that a script's state holds as strings without markup: several under one key, close to each
 * other, or one string of several lines. Strings under different keys are a program's own messages.
 */
final class PlainParagraphs {

    private static final int MIN_PARAGRAPHS = 3;
    private static final int MIN_WEIGHT = 400;
    private static final int PROSE = 60;
    /** Share of letters and blanks in prose; addresses and data have less. */
    private static final double LETTERS = 0.85;
    /** Literals between two paragraphs: their types, marks and keys. */
    private static final int APART = 40;

    private static final int MAX_PARAGRAPHS = 2_000;

    /** Keys of what leads to an article, or is said of it. */
    private static final List<String> OTHERS = List.of(
            "desc",
            "summary",
            "excerpt",
            "teaser",
            "title",
            "headline",
            "caption",
            "alt",
            "comment",
            "abstract",
            "bio",
            "seo",
            "error",
            "message",
            "label",
            "tooltip",
            "placeholder",
            "credit",
            "meta");

    private Set<String> best = new LinkedHashSet<>();
    private int bestWeight;

    /** Looks through a script, and through the scripts that are strings in it. */
    void read(String script) {
        read(script, true);
    }

    /** The paragraphs as markup; empty when they are no article. */
    Optional<String> markup() {
        if (best.size() < MIN_PARAGRAPHS || bestWeight < MIN_WEIGHT) {
            return Optional.empty();
        }
        var out = new StringBuilder();
        best.forEach(text -> out.append("<p>").append(Entities.escape(text)).append("</p>\n"));
        return Optional.of(out.toString());
    }

    private void read(String script, boolean outermost) {
        String key = "";
        String runKey = null;
        Set<String> run = new LinkedHashSet<>();
        int since = 0;
        int at = script.indexOf('"');
        while (at >= 0) {
            int end = EmbeddedText.end(script, at + 1);
            if (isKey(script, end + 1)) {
                key = script.substring(at + 1, Math.min(end, at + 60));
            } else if (end - at > PROSE / 3) {
                String literal = EmbeddedText.unescape(script.substring(at + 1, end));
                if (outermost && literal.length() > MIN_WEIGHT && literal.indexOf('"') >= 0) {
                    read(literal, false);
                }
                var lines = paragraphs(literal, key);
                if (!lines.isEmpty()) {
                    if (!key.equals(runKey) || since > APART) {
                        keep(run);
                        run = new LinkedHashSet<>();
                        runKey = key;
                    }
                    if (run.size() < MAX_PARAGRAPHS) {
                        run.addAll(lines);
                    }
                    since = 0;
                }
            }
            since++;
            at = script.indexOf('"', end + 1);
        }
        keep(run);
    }

    private void keep(Set<String> run) {
        int weight = run.stream().mapToInt(Block::weigh).sum();
        if (run.size() >= MIN_PARAGRAPHS && weight > bestWeight) {
            best = run;
            bestWeight = weight;
        }
    }

    private static boolean isKey(String script, int from) {
        int i = from;
        while (i < script.length() && script.charAt(i) == ' ') {
            i++;
        }
        return i < script.length() && script.charAt(i) == ':';
    }

    /** The lines of a string that are prose; none when it holds anything else but short ones. */
    private static List<String> paragraphs(String literal, String key) {
        String name = Letters.of(key, 60);
        if (OTHERS.stream().anyMatch(name::contains)) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        for (var line : literal.split("\n+", -1)) {
            String text = line.strip();
            if (isProse(text)) {
                lines.add(text);
            } else if (Block.weigh(text) >= PROSE) {
                return List.of(); // markup, code, data
            }
        }
        return lines;
    }

    private static boolean isProse(String text) {
        if (Block.weigh(text) < PROSE || !Block.endsSentence(text)) {
            return false;
        }
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("<>{}=\\|".indexOf(c) >= 0) {
                return false;
            }
            letters += Character.isLetter(c) || Character.isSpaceChar(c) ? 1 : 0;
        }
        return letters > LETTERS * text.length();
    }
}
