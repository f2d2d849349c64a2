package sentinel.parser.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sentinel.fixture.SetClock;
import sentinel.parser.copies.Texts.Script;
import sentinel.versions.ContentHash;

class CopyIndexTest {

    private static final String WIRE =
            """
            The city council of Arlen voted on Tuesday to buy 24 electric buses from Norvex, ending a dispute that had lasted \
            for more than two years. The contract is worth 18 million euros, according to a document seen by reporters.

            “We have waited long enough,” said Mayor Ola Brandt after the vote. “Our old buses break down every week, and people \
            are late for work.” The opposition had asked for another tender, arguing that prices would fall.

            The first six buses are expected in March. They will run on the line between the harbour and the university, which \
            carries about 9,000 passengers a day. Norvex will also build a charging station near the main depot.

            A spokesman for the company said the order was its largest so far in the region. Shares in Norvex closed slightly \
            higher. The remaining vehicles will follow over the next two years, and the old fleet will be sold abroad.

            Arlen has 140,000 inhabitants and wants to be climate neutral by 2035. Transport causes a third of its emissions.
            """;

    private static final int THREADS = 8;
    private static final int TEXTS = 200;

    private final SetClock clock = new SetClock(Instant.parse("2026-11-27T12:00:00Z"));
    private final CopyIndex index = new CopyIndex(100, Duration.ofDays(7), clock);

    @Test
    void given_a_wire_text_when_a_site_carries_it_with_its_own_frame_then_the_original_is_found() {
        add("https://a.example/buses", WIRE);
        assertThat(finds(
                        """
                Arlen buys electric buses after long dispute

                By Our Correspondent

                ARLEN, Nov 27 (Reuters) - %s
                Reporting by Jim Carew; Editing by Mats Ekberg

                © 2026 The Daily Ledger. All rights reserved.
                """
                                .formatted(WIRE.strip())))
                .isEqualTo("https://a.example/buses");
    }

    @Test
    void given_a_wire_text_when_a_site_cuts_it_within_a_word_and_adds_a_teaser_then_the_original_is_found() {
        add("https://a.example/buses", WIRE);
        String cut = WIRE.substring(0, WIRE.indexOf("Norvex will also") + 3);
        assertThat(finds(cut + "… Read the full story in our app.")).isEqualTo("https://a.example/buses");
    }

    @Test
    void given_an_abridged_text_when_the_whole_one_comes_then_it_is_no_copy() {
        add("https://a.example/short", WIRE.substring(0, WIRE.indexOf("The first six")));
        assertThat(finds(WIRE)).isNull();
    }

    @Test
    void given_a_part_of_the_middle_when_it_comes_alone_then_it_is_no_copy_of_the_round_up() {
        add("https://a.example/round-up", Texts.text(Texts.sentences(Script.LATIN, 1)) + "\n\n" + WIRE);
        assertThat(finds(WIRE)).isNull();
    }

    @Test
    void given_a_round_up_that_has_a_text_too_when_a_copy_comes_then_the_text_itself_is_the_original() {
        add(
                "https://a.example/round-up",
                WIRE + "\n\n" + Texts.text(Texts.sentences(Script.LATIN, 1).subList(0, 12)));
        add("https://a.example/buses", WIRE);
        assertThat(finds("Arlen (dpa) - " + WIRE)).isEqualTo("https://a.example/buses");
    }

    @Test
    void given_a_report_of_the_sites_own_beside_the_text_when_it_comes_then_it_is_no_copy() {
        add("https://a.example/buses", WIRE);
        assertThat(finds(WIRE + "\n\n"
                        + Texts.text(Texts.sentences(Script.LATIN, 1).subList(0, 10))))
                .isNull();
    }

    @Test
    void given_other_numbers_names_or_counting_words_when_the_rest_is_equal_then_it_is_no_copy() {
        add("https://a.example/buses", WIRE);
        assertThat(finds(WIRE.replace("24 electric", "25 electric"))).isNull();
        assertThat(finds(WIRE.replace("Ola Brandt", "Eva Brandt"))).isNull();
        assertThat(finds(WIRE.replace("first six buses", "first seven buses"))).isNull();
        assertThat(finds(WIRE.replace("in March", "in April"))).isNull();
        assertThat(finds(WIRE.replace("18 million", "18 billion"))).isNull();
    }

    @Test
    void given_a_thousand_texts_of_one_template_when_each_has_a_number_of_its_own_then_none_is_a_copy() {
        var many = new CopyIndex(2_000, Duration.ofDays(7), clock);
        for (int n = 0; n < 1_000; n++) {
            String url = "https://a.example/report/" + n;
            var text = Texts.document(url, WIRE.replace("140,000", Integer.toString(n)));

            assertThat(many.find(text)).as("report %d", n).isEmpty();
            many.add(text, new Original(url, text.contentHash()));
        }
    }

    @Test
    void given_another_spelling_of_the_same_when_it_comes_then_the_original_is_found() {
        add("https://a.example/buses", WIRE.replace("slightly higher", "higher in the U.S. market"));
        assertThat(finds(WIRE.replace("slightly higher", "higher in the US market")
                        .replace("“", "\"")))
                .isEqualTo("https://a.example/buses");
    }

    @Test
    void given_a_later_version_of_the_same_page_when_it_comes_then_it_is_no_copy_and_takes_the_place_of_the_first() {
        add("https://a.example/buses", WIRE);
        String later = WIRE + "\n\nUnions welcomed the vote and asked for more drivers.";
        assertThat(index.find(Texts.document("https://a.example/buses", later))).isEmpty();
        add("https://a.example/buses", later);
        assertThat(index.size()).isEqualTo(1);
        assertThat(index.find(Texts.document("https://b.example", WIRE)))
                .get()
                .extracting(Original::contentHash)
                .isEqualTo(ContentHash.of(null, later));
    }

    @Test
    void given_a_short_text_when_another_is_identical_then_it_is_a_copy_and_otherwise_not() {
        String notice = "The harbour bridge is closed for repairs until Friday.";
        add("https://a.example/bridge", notice);
        assertThat(finds(notice)).isEqualTo("https://a.example/bridge");
        assertThat(finds("By Our Correspondent\n\n" + notice)).isNull();
        add("https://a.example/blank", " ");
        assertThat(finds(" ")).isNull();
    }

    @Test
    void given_more_documents_than_allowed_when_added_then_those_unused_longest_are_dropped() {
        for (int i = 0; i < 100; i++) {
            add("https://a.example/" + i, text(i));
        }
        assertThat(finds("Arlen (dpa) - " + text(0))).isEqualTo("https://a.example/0"); // used again
        add("https://a.example/100", text(100));
        assertThat(index.size()).isEqualTo(100);
        assertThat(finds("Arlen (dpa) - " + text(0))).isEqualTo("https://a.example/0");
        assertThat(finds("Arlen (dpa) - " + text(1))).isNull();
        assertThat(finds(text(1))).isNull();
        assertThat(finds("Arlen (dpa) - " + text(2))).isEqualTo("https://a.example/2");
    }

    @Test
    void given_long_texts_when_they_have_too_many_words_together_then_fewer_documents_are_kept() {
        var few = new CopyIndex(3, Duration.ofDays(7), clock);
        for (int i = 0; i < 3; i++) {
            String text =
                    Texts.text(Texts.sentences(Script.LATIN, i)) + Texts.text(Texts.sentences(Script.LATIN, -1 - i));
            String longText = text + "\n\n" + Texts.text(Texts.sentences(Script.LATIN, 100 + i));
            few.add(Texts.document("https://a.example/" + i, longText), new Original("https://a.example/" + i, "hash"));
        }
        assertThat(few.size()).isEqualTo(1);
    }

    @Test
    void given_a_document_when_its_time_is_over_then_nothing_of_it_is_left() {
        add("https://a.example/buses", WIRE);
        clock.forward(Duration.ofDays(6));
        assertThat(finds("Arlen (dpa) - " + WIRE)).isNotNull();
        clock.forward(Duration.ofDays(6));
        assertThat(finds("Arlen (dpa) - " + WIRE)).isNotNull();
        clock.forward(Duration.ofDays(8));
        assertThat(finds("Arlen (dpa) - " + WIRE)).isNull();
        assertThat(index.size()).isZero();
        assertThat(index.postings()).isZero();
    }

    @Test
    void given_many_threads_when_they_add_and_find_then_each_finds_what_it_added() throws Exception {
        var large = new CopyIndex(1_000, Duration.ofDays(7), clock);
        assertThat(inThreads(large)).isEqualTo(THREADS * TEXTS);
        assertThat(large.size()).isEqualTo((THREADS + 1) * TEXTS / 2);
    }

    @Test
    void given_many_threads_when_they_add_more_than_is_allowed_then_the_bound_holds_and_nothing_is_left_behind()
            throws Exception {
        inThreads(index);
        assertThat(index.size()).isEqualTo(100);
        clock.forward(Duration.ofDays(8));
        assertThat(finds(WIRE)).isNull();
        assertThat(index.postings()).isZero();
    }

    /** How many texts were found right after they were added. */
    private static int inThreads(CopyIndex index) throws Exception {
        var pool = Executors.newFixedThreadPool(THREADS);
        try {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int thread = 0; thread < THREADS; thread++) {
                int from = thread * TEXTS / 2; // half of the texts are the next thread's as well
                tasks.add(() -> addAndFind(index, from));
            }
            int found = 0;
            for (var task : pool.invokeAll(tasks)) {
                found += task.get();
            }
            return found;
        } finally {
            pool.shutdownNow();
        }
    }

    private static int addAndFind(CopyIndex index, int from) {
        int found = 0;
        for (int i : IntStream.range(from, from + TEXTS).toArray()) {
            String url = "https://a.example/" + i;
            index.add(Texts.document(url, text(i)), new Original(url, "hash"));
            var again = index.find(Texts.document("https://b.example/" + i, "Arlen (dpa) - " + text(i)));
            found += again.map(Original::normalizedUrl).filter(url::equals).isPresent() ? 1 : 0;
        }
        return found;
    }

    private static String text(int seed) {
        List<String> sentences = Texts.sentences(Script.LATIN, seed);
        return Texts.text(sentences.subList(0, 10));
    }

    private void add(String url, String text) {
        var document = Texts.document(url, text);
        index.add(document, new Original(url, ContentHash.of(null, text)));
    }

    /** URL of the original; null when there is none. */
    private String finds(String text) {
        return index.find(Texts.document("https://copy.example", text))
                .map(Original::normalizedUrl)
                .orElse(null);
    }
}
