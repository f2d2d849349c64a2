package sentinel.parser.provider;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A topic as people file by: one to four plain words of letters, digits and hyphens, in lower case. A model's topics come
 * from no fixed list, so that their form is all that can be checked.
 */
public final class PlainTopic {

    private static final int MAX_CHARS = 40;

    private static final Pattern PLAIN = Pattern.compile(
            "[\\p{L}\\p{M}\\p{N}]+(?:['’-][\\p{L}\\p{M}\\p{N}]+)*(?: [\\p{L}\\p{M}\\p{N}]+(?:['’-][\\p{L}\\p{M}\\p{N}]+)*){0,3}");

    private PlainTopic() {}

    /** The topics that a claim names, their spelling made plain; none when any part of it is no topic. */
    public static List<String> in(String claim) {
        var topics = new ArrayList<String>();
        for (String part : claim.split("/(?=\\p{L})", 5)) { // war/conflict
            String topic = plain(part);
            boolean usable = topic.length() <= MAX_CHARS
                    && PLAIN.matcher(topic).matches()
                    && topic.codePoints().anyMatch(Character::isLetter);
            if (!usable || Placeholders.isNone(topic)) {
                return List.of();
            }
            topics.add(topic);
        }
        return topics;
    }

    private static String plain(String claim) {
        return Normalizer.normalize(claim, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("^[\\s#\"'“”*•-]+|[\\s\"'“”*.]+$", "")
                .replaceAll("(?<![\\p{L}\\p{N}])(\\p{L})\\.(?=\\s|\\p{L}\\.|\\p{L}$|$)", "$1") // u.s.
                .replaceAll("\\s*&(?:amp;)?\\s*", " and ")
                .replaceAll("[_\\s\\p{Z}]+", " ")
                .strip();
    }
}
