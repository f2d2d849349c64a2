package sentinel.endtoend.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import sentinel.api.groups.Report;
import sentinel.endtoend.bench.LabelledStories.Labelled;

/**
 * Articles in any number with the vocabulary of others: each word of a text is drawn from all words of the others' texts, so
 * words are as frequent as there. Nine of ten begin a story; the others repeat half the words of a recent one, as another text
 * on the same event does.
 */
final class WordMixture {

    private static final int WORDS = 300;
    private static final int TITLE = 9;
    private static final int RECENT = 2_000;

    private final List<String> vocabulary = new ArrayList<>();
    private final List<List<String>> recent = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private final long between;
    private long made;

    /** @param perDay how many articles there are in a day */
    WordMixture(List<Labelled> others, int perDay) {
        for (var other : others) {
            vocabulary.addAll(List.of(other.report().text().split("\\s+", -1)));
        }
        between = TimeUnit.DAYS.toMillis(1) / perDay;
    }

    List<Report> next(int count) {
        var reports = new ArrayList<Report>(count);
        for (int i = 0; i < count; i++) {
            reports.add(next());
        }
        return reports;
    }

    private Report next() {
        boolean known = !recent.isEmpty() && random.nextInt(10) == 0;
        var words = known ? again(recent.get(random.nextInt(recent.size()))) : drawn();
        if (recent.size() < RECENT) {
            recent.add(words);
        } else {
            recent.set(random.nextInt(RECENT), words);
        }
        made++;
        return new Report(
                made * 0x9E3779B97F4A7C15L,
                made * between,
                "en",
                String.join(" ", words.subList(0, TITLE)),
                String.join(" ", words),
                List.of(),
                null);
    }

    private List<String> drawn() {
        var words = new ArrayList<String>(WORDS);
        for (int i = 0; i < WORDS; i++) {
            words.add(vocabulary.get(random.nextInt(vocabulary.size())));
        }
        return words;
    }

    private List<String> again(List<String> told) {
        var words = drawn();
        for (int i = 0; i < WORDS; i++) {
            if (random.nextBoolean()) {
                words.set(i, told.get(i));
            }
        }
        return words;
    }
}
