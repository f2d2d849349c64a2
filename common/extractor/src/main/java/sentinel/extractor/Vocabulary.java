package sentinel.extractor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What the words in {@code class} and {@code id} say of an element; {@code element-names.txt} lists them. Whole words count,
 * cut at anything that is no letter and at camelCase: {@code shareBar} is about sharing, {@code shareholder} is not.
 */
final class Vocabulary {

    /** Beyond the marks: of words by which a name speaks of the page's layout. */
    private static final long LAYOUT = 1L << 32;

    /** Characters of a name that are looked at. */
    private static final int MAX_NAMES = 1_000;

    private static final WordFile FILE = WordFile.read("element-names.txt");

    private static final WordBits WORDS = new WordBits.Builder()
            .add(Marks.BOILERPLATE, FILE.words("boilerplate"))
            .add(Marks.BOILERPLATE | Marks.CONSENT, FILE.words("consent"))
            .add(Marks.COMMENTS, FILE.words("comments"))
            .add(Marks.COMMENT, FILE.words("comment"))
            .add(Marks.SUSPECT, FILE.words("suspect"))
            .add(Marks.LOOSE, FILE.words("loose"))
            .add(Marks.NOTICE | Marks.SUSPECT, FILE.words("notice"))
            .add(Marks.NOTICE | Marks.SUSPECT | Marks.FACT_BOX, FILE.words("fact box"))
            .add(Marks.AUTHOR_BOX, FILE.words("author"))
            .add(Marks.BYLINE, FILE.words("byline"))
            .add(Marks.CONTENT, FILE.words("content"))
            .add(Marks.ENTRY, FILE.words("entry"))
            .add(Marks.LEAD, FILE.words("lead"))
            .add(Marks.CAPTION, FILE.words("caption"))
            .add(Marks.PICTURE, FILE.words("picture"))
            .add(Marks.HOVER, FILE.words("hover"))
            .add(Marks.HOVER_CARD, FILE.words("hover card"))
            .add(LAYOUT, FILE.words("layout"))
            .build();

    private static final char[] IMAGE = "image".toCharArray();

    private final Map<String, Integer> known = new HashMap<>();

    /** The marks of an element's {@code class} and {@code id}. */
    int marks(String className, String id) {
        int marks = className.isEmpty() ? 0 : known.computeIfAbsent(className, Vocabulary::read);
        if ((marks & Marks.ENTRY) != 0) {
            return Marks.CONTENT; // what else it is named are its topics
        }
        return id.isEmpty() ? marks : marks | known.computeIfAbsent(id, Vocabulary::read);
    }

    private static int read(String names) {
        int marks = 0;
        long ofName = 0;
        int length = Math.min(names.length(), MAX_NAMES);
        var letters = new char[length]; // of one name, run together: "article-body" is also "articlebody"
        int count = 0;
        int word = 0; // where the last word begins
        boolean lastWasLower = false;
        for (int i = 0; i <= length; i++) {
            char c = i < length ? names.charAt(i) : ' ';
            boolean letter = Character.isLetter(c);
            boolean lower = letter && Character.isLowerCase(c);
            if (word < count && (!letter || (lastWasLower && Character.isUpperCase(c)))) {
                ofName |= of(letters, word, count);
                word = count;
            }
            if (letter) {
                letters[count++] = lower ? c : Character.toLowerCase(c);
            } else if (Character.isWhitespace(c)) {
                // What two words make together says nothing of layout.
                ofName |= of(letters, 0, count) & ~LAYOUT;
                marks |= (ofName & LAYOUT) != 0 ? weakened((int) ofName) : (int) ofName;
                ofName = 0;
                count = 0;
                word = 0;
            }
            lastWasLower = lower;
        }
        return marks;
    }

    /** Of a word; one that ends in "image" is a kind of picture. */
    private static long of(char[] letters, int from, int to) {
        boolean picture =
                to - from >= IMAGE.length && Arrays.equals(letters, to - IMAGE.length, to, IMAGE, 0, IMAGE.length);
        return WORDS.of(letters, from, to) | (picture ? Marks.PICTURE : 0);
    }

    private static int weakened(int marks) {
        int strong = Marks.BOILERPLATE | Marks.CONSENT | Marks.COMMENTS | Marks.NOTICE | Marks.FACT_BOX;
        return (marks & strong) == 0 ? marks : (marks & ~strong) | Marks.SUSPECT;
    }
}
