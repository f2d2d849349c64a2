package sentinel.parser.copies;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sentinel.versions.ContentHash;

/** Texts without meaning, in several scripts. Equal seeds give equal texts. */
final class Texts {

    enum Script {
        LATIN('a', 'z', " ", ". "),
        CYRILLIC('а', 'я', " ", ". "),
        GREEK('α', 'ω', " ", ". "),
        ARABIC('\u0627', '\u064A', " ", ". "),
        DEVANAGARI('\u0915', '\u0939', " ", "। "),
        HANGUL('\uAC00', '\uD7A3', " ", ". "),
        HAN('\u4E00', '\u9FA5', "", "。"),
        HIRAGANA('\u3041', '\u3096', "", "。"),
        THAI('\u0E01', '\u0E2E', "", " ");

        private final char first;
        private final char last;
        private final String gap;
        private final String end;

        Script(char first, char last, String gap, String end) {
            this.first = first;
            this.last = last;
            this.gap = gap;
            this.end = end;
        }

        boolean hasBlanks() {
            return !gap.isEmpty();
        }
    }

    private static final int SENTENCES = 40;
    private static final int PARAGRAPH = 4;

    private Texts() {}

    /** Sentences with a number and, where the script has capitals, a name each. */
    static List<String> sentences(Script script, long seed) {
        var random = new Random(seed);
        return IntStream.range(0, SENTENCES)
                .mapToObj(i -> sentence(script, random))
                .toList();
    }

    private static String sentence(Script script, Random random) {
        var words = new ArrayList<String>();
        for (int i = 8 + random.nextInt(10); i > 0; i--) {
            words.add(word(script, random));
        }
        int name = 1 + random.nextInt(words.size() - 1);
        words.set(name, capitalised(words.get(name)));
        words.add(1 + random.nextInt(words.size()), Integer.toString(1000 + random.nextInt(9000)));
        return capitalised(String.join(script.gap, words)) + script.end;
    }

    static String word(Script script, Random random) {
        return IntStream.range(0, 3 + random.nextInt(6))
                .mapToObj(i -> Character.toString(script.first + random.nextInt(script.last - script.first + 1)))
                .collect(Collectors.joining());
    }

    static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** Paragraphs of a few sentences. */
    static String text(List<String> sentences) {
        var text = new StringBuilder();
        for (int i = 0; i < sentences.size(); i++) {
            text.append(sentences.get(i)).append(i % PARAGRAPH == PARAGRAPH - 1 ? "\n\n" : "");
        }
        return text.toString();
    }

    static Document document(String url, String text) {
        return Document.of(url, ContentHash.of(null, text), text);
    }
}
