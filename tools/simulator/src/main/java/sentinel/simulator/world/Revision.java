package sentinel.simulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import sentinel.versions.EditClass;

/** Makes the next version of an article by an edit of a given kind, as newsrooms make them. */
final class Revision {

    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{Nd}.,])[1-9]\\d*");
    private static final Pattern LONG_WORD = Pattern.compile("(?<= )\\p{Ll}{7,}(?=[ ,.])");
    private static final Pattern COMMA = Pattern.compile("(?<=\\p{Ll}),(?= \\p{Ll})");
    private static final Pattern SENTENCE = Pattern.compile("(?<=\\p{Ll}{2}\\.) (?=\\p{Lu})");
    /** With fewer paragraphs only a sentence is removed. */
    private static final int ENOUGH = 4;

    private static final int PERCENT_REWRITTEN = 70;

    /** What an edit makes. */
    record Draft(EditClass kind, String title, List<String> paragraphs) {}

    private final Article article;
    private final Prose words;
    private final Instant at;
    private final SplittableRandom random;
    private final String title;
    private final List<String> paragraphs;

    Revision(Article article, Prose words, Instant at, SplittableRandom random) {
        this.article = article;
        this.words = words;
        this.at = at;
        this.random = random;
        this.title = article.title();
        this.paragraphs = new ArrayList<>(article.current().paragraphs());
    }

    /** An article that has nothing to make such an edit of gets another paragraph instead; the draft's kind says so. */
    Draft draft(EditClass kind) {
        boolean made =
                switch (kind) {
                    case COSMETIC -> cosmetic();
                    case HEADLINE -> true;
                    case FACTUAL -> factual();
                    case ADDED -> added();
                    case REMOVED -> removed();
                    case REWRITTEN -> rewritten();
                };
        if (kind == EditClass.HEADLINE) {
            return headline();
        }
        return made ? new Draft(kind, title, paragraphs) : new Draft(EditClass.ADDED, title, withNote());
    }

    private Draft headline() {
        var others = words.titles(article.story()).stream()
                .filter(other -> !other.equals(title))
                .toList();
        return others.isEmpty()
                ? new Draft(EditClass.ADDED, title, withNote())
                : new Draft(EditClass.HEADLINE, others.get(random.nextInt(others.size())), paragraphs);
    }

    /** Two letters of a word in the other order, or a comma less. */
    private boolean cosmetic() {
        for (int i : order()) {
            String paragraph = paragraphs.get(i);
            var comma = COMMA.matcher(paragraph);
            if (random.nextInt(3) == 0 && comma.find()) {
                paragraphs.set(i, comma.replaceFirst(""));
                return true;
            }
            for (var word = LONG_WORD.matcher(paragraph); word.find(); ) {
                int middle = word.start() + 2 + random.nextInt(word.end() - word.start() - 4);
                char one = paragraph.charAt(middle);
                char next = paragraph.charAt(middle + 1);
                if (one != next) {
                    String swapped = paragraph.substring(0, middle) + next + one + paragraph.substring(middle + 2);
                    paragraphs.set(i, swapped);
                    return true;
                }
            }
        }
        return false;
    }

    /** One figure is another one. */
    private boolean factual() {
        for (int i : order()) {
            var number = NUMBER.matcher(paragraphs.get(i));
            if (number.find()) {
                String is = number.group();
                char first = (char) ('1' + (is.charAt(0) - '1' + 1 + random.nextInt(8)) % 9);
                paragraphs.set(i, number.replaceFirst(first + is.substring(1)));
                return true;
            }
        }
        return false;
    }

    private boolean added() {
        if (random.nextBoolean()) {
            withNote();
        } else {
            paragraphs.add(1 + random.nextInt(paragraphs.size()), words.detail(article.story(), at, random));
        }
        return true;
    }

    private List<String> withNote() {
        paragraphs.add(words.note(article.story(), at, random));
        return paragraphs;
    }

    private boolean removed() {
        if (paragraphs.size() >= ENOUGH) {
            paragraphs.remove(1 + random.nextInt(paragraphs.size() - 1));
            return true;
        }
        for (int i : order()) {
            var sentences = SENTENCE.split(paragraphs.get(i), -1);
            if (sentences.length > 1) {
                paragraphs.set(i, String.join(" ", List.of(sentences).subList(0, sentences.length - 1)));
                return true;
            }
        }
        return false;
    }

    private boolean rewritten() {
        boolean any = false;
        for (int i = 1; i < paragraphs.size(); i++) {
            if (random.nextInt(100) < PERCENT_REWRITTEN || (!any && i == paragraphs.size() - 1)) {
                paragraphs.set(i, words.detail(article.story(), at, random));
                any = true;
            }
        }
        return any;
    }

    /** Numbers of the paragraphs, from one that is chosen on. */
    private int[] order() {
        int size = paragraphs.size();
        int from = random.nextInt(size);
        var order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = (from + i) % size;
        }
        return order;
    }
}
