package sentinel.parser.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sentinel.simulator.wire.WireCorpus;
import sentinel.simulator.wire.WirePage.Kind;
import sentinel.versions.ContentHash;

/** Copies and texts that look like copies, in the newsroom's languages, in the order of arrival. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireCorpusTest {

    private static final long SEED = 20261127;
    private static final int ARTICLES = 4_000;

    private static final class Count {
        private int pages;
        private int right;
        private int wrong;
    }

    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);

    @BeforeAll
    void read() {
        var index = new CopyIndex(CopyIndex.DEFAULT_DOCUMENTS, CopyIndex.DEFAULT_TIME, Clock.systemUTC());
        for (var kind : Kind.values()) {
            counts.put(kind, new Count());
        }
        var originals = new HashMap<String, String>(); // of the pages so far; their own URL where they are none
        for (var page : WireCorpus.of(SEED, ARTICLES)) {
            originals.put(page.url(), page.original() == null ? page.url() : page.original());
            var count = counts.get(page.kind());
            count.pages++;
            String hash = ContentHash.of(null, page.text());
            var document = Document.of(page.url(), hash, page.text());
            var found = index.find(document);
            if (found.isEmpty()) {
                index.add(document, new Original(page.url(), hash));
            } else if (originals.get(found.get().normalizedUrl()).equals(page.original())) {
                count.right++;
            } else {
                count.wrong++;
            }
        }
    }

    @Test
    void given_all_pages_when_copies_are_found_then_at_least_99_of_100_are_copies_of_that_original() {
        int right = counts.values().stream().mapToInt(count -> count.right).sum();
        int wrong = counts.values().stream().mapToInt(count -> count.wrong).sum();
        assertThat((double) right / (right + wrong)).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void given_whole_copies_when_they_arrive_then_at_least_95_of_100_are_found() {
        assertThat(recall(Kind.WHOLE_COPY)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void given_copies_cut_to_two_fifths_when_they_arrive_then_at_least_95_of_100_are_found() {
        assertThat(recall(Kind.CUT_COPY)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void given_pages_of_every_kind_that_are_no_copies_when_they_arrive_then_none_is_taken_for_one() {
        counts.forEach((kind, count) -> {
            assertThat(count.pages).as(kind.title()).isPositive();
            assertThat(count.wrong).as(kind.title()).isZero();
        });
    }

    private double recall(Kind kind) {
        return (double) counts.get(kind).right / counts.get(kind).pages;
    }
}
