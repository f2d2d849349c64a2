package sentinel.parser.injection;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words of {@code orders.txt}, found in a folded text: one walk over a tree of letters from the start of each word. */
final class Orders {

    /** What a word does in an order; the file says more. */
    enum Role {
        IGNORE,
        PRIOR,
        INSTRUCTIONS,
        ABOVE,
        MODEL,
        CUE,
        READING,
        VERB,
        MUST,
        PART,
        NAME,
        TONE,
        VALUE,
        TASK,
        TO_READER,
        LABEL,
        TOOL
    }

    /** A word or phrase of the file, from {@code start} to {@code end}. */
    record Hit(int start, int end) {}

    private static final String RESOURCE = "orders.txt";
    private static final char ANY_ENDING = '*';

    private static final class Node {
        private final Map<Character, Node> next = new HashMap<>();
        private final Set<Role> roles = EnumSet.noneOf(Role.class);
    }

    private final Node root = new Node();

    private Orders() {}

    static Orders load() {
        var orders = new Orders();
        for (String line : text().lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            var role = Role.valueOf(line.substring(0, line.indexOf(' ')).toUpperCase(Locale.ROOT));
            for (String words : line.substring(colon + 1).split(",", -1)) {
                orders.add(role, Folded.plain(words.strip()));
            }
        }
        return orders;
    }

    private void add(Role role, String words) {
        var node = root;
        for (int i = 0; i < words.length(); i++) {
            node = node.next.computeIfAbsent(words.charAt(i), c -> new Node());
        }
        node.roles.add(role);
    }

    /** The hits of each role that has some, in the order of their starts. */
    Map<Role, List<Hit>> in(String folded) {
        var hits = new EnumMap<Role, List<Hit>>(Role.class);
        boolean inWord = false;
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            boolean letter = Character.isLetterOrDigit(c);
            if (!inWord || isUnspaced(c)) {
                walk(folded, i, i, root, hits);
            }
            inWord = letter;
        }
        return hits;
    }

    private static void walk(String text, int start, int from, Node first, Map<Role, List<Hit>> hits) {
        var node = first;
        int i = from;
        while (node != null) {
            var anyEnding = node.next.get(ANY_ENDING);
            if (anyEnding != null) {
                int end = i;
                while (end < text.length() && Character.isLetter(text.charAt(end))) {
                    end++;
                }
                walk(text, start, end, anyEnding, hits);
            }
            if (!node.roles.isEmpty() && isWordEnd(text, i)) {
                for (var role : node.roles) {
                    hits.computeIfAbsent(role, r -> new ArrayList<>()).add(new Hit(start, i));
                }
            }
            node = i < text.length() ? node.next.get(text.charAt(i)) : null;
            i++;
        }
    }

    private static boolean isWordEnd(String text, int end) {
        return end == text.length()
                || !Character.isLetterOrDigit(text.charAt(end))
                || isUnspaced(text.charAt(end))
                || isUnspaced(text.charAt(end - 1));
    }

    /** Of a script where words are not told by blanks, or take their particles in front and behind. */
    static boolean isUnspaced(char c) {
        if (c < 0x590) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case LATIN, CYRILLIC, GREEK, GEORGIAN, ARMENIAN, COMMON, INHERITED -> false;
            default -> true;
        };
    }

    private static String text() {
        try (var in = Orders.class.getResourceAsStream(RESOURCE)) {
            return new String(requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
