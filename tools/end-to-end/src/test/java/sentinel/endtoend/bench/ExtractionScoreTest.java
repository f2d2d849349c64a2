package sentinel.endtoend.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.endtoend.bench.ExtractionScore.Result;
import sentinel.endtoend.bench.LabelledPage.Gold;

class ExtractionScoreTest {

    private static final Offset<Double> EXACTLY = within(1e-12);

    private static Gold gold(String body, String optional) {
        return new Gold(body, optional, null, null, null, null, null, List.of(), List.of());
    }

    private static Prediction body(String body, double confidence) {
        return new Prediction(body, null, List.of(), null, null, null, confidence);
    }

    private static Result result(String gold, String predicted) {
        return new Result(gold(gold, null), body(predicted, 0.5));
    }

    @Test
    void given_partOfAText_when_compared_then_itsRunsOfFourWordsCount() {
        // right: abcd bcde cdef; found: abcd bcdx cdxe, with commas and case that counts
        var overlap = TextOverlap.of("a b c d e f", "a, b, c: d x_1 E", null);

        assertThat(overlap.precision()).isEqualTo(1 / 3.0, EXACTLY);
        assertThat(overlap.recall()).isEqualTo(1 / 3.0, EXACTLY);
        assertThat(overlap.f1()).isEqualTo(1 / 3.0, EXACTLY);
    }

    @Test
    void given_aRunTwice_when_compared_then_itCountsAsOftenAsItIsInBoth() {
        var overlap = TextOverlap.of("a b c d a b c d", "a b c d", null);

        assertThat(overlap.precision()).isEqualTo(1);
        assertThat(overlap.recall()).isEqualTo(0.2, EXACTLY); // abcd bcda cdab dabc abcd
    }

    @Test
    void given_fewerThanFourWords_when_compared_then_theyAreOneRun() {
        assertThat(TextOverlap.of("Añb ½ 雨", "Añb! ½ (雨)", null).f1()).isEqualTo(1);
        assertThat(TextOverlap.of("a b", "a b c", null).f1()).isZero();
        assertThat(TextOverlap.words("naïve_1 don't ²x\ud835\udc9c e\u0301"))
                .containsExactly("naïve_1", "don", "t", "²x\ud835\udc9c", "e");
    }

    @Test
    void given_optionalText_when_itIsPredicted_then_itCountsNeitherWayAndOnceOnly() {
        assertThat(TextOverlap.of("a b c d", "a b c d e", "b c d e").f1()).isEqualTo(1);
        assertThat(TextOverlap.of("a b c d", "a b c d", "b c d e").f1()).isEqualTo(1);
        assertThat(TextOverlap.of("a b c d", "a b c d e x b c d e", "b c d e").precision())
                .isEqualTo(1 / 6.0, EXACTLY); // of seven runs one is forgiven
    }

    @Test
    void given_nothing_when_compared_then_onlyNothingIsRight() {
        assertThat(TextOverlap.of("", "", null).f1()).isEqualTo(1);
        assertThat(TextOverlap.of("", "a", null)).isEqualTo(new TextOverlap(0, Double.NaN, 0));
        assertThat(TextOverlap.of("a", "", null)).isEqualTo(new TextOverlap(Double.NaN, 0, 0));
    }

    @Test
    void given_pages_when_scored_then_anEmptyPredictionLowersRecallAndNotPrecision() {
        var score = ExtractionScore.of(List.of(
                result("a b c d e f g h", "a b c d e f g h"), // 1, 1
                result("a b c d", ""), // -, 0
                result("a b c d", "a b c d e"))); // 1/2, 1

        assertThat(score.pages()).isEqualTo(3);
        assertThat(score.precision().orElseThrow()).isEqualTo(0.75, EXACTLY);
        assertThat(score.recall().orElseThrow()).isEqualTo(2 / 3.0, EXACTLY);
        assertThat(score.f1().orElseThrow()).isEqualTo(2 * 0.75 * (2 / 3.0) / (0.75 + 2 / 3.0), EXACTLY);
        assertThat(score.pageF1().orElseThrow()).isEqualTo((1 + 0 + 2 / 3.0) / 3, EXACTLY);
        assertThat(score.exact().orElseThrow()).isEqualTo(1 / 3.0, EXACTLY);
        assertThat(score.title()).isEmpty();
        assertThat(score.snippetF1()).isEmpty();
        assertThat(score.confidence()).as("of one and the same confidence").isEmpty();
    }

    @Test
    void given_snippets_when_scored_then_spacesInThemDoNotCount() {
        var gold = new Gold(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of("one  two", "three", "four"),
                List.of("menu", "x\ny"));
        var score = ExtractionScore.of(List.of(new Result(gold, body("one\n\ntwo and three, x y", 1))));

        assertThat(score.snippetF1().orElseThrow()).isEqualTo(2 / 3.0, EXACTLY); // 2 of 3 found, 1 wrong
        assertThat(score.pages()).isZero();
        assertThat(score.f1()).isEmpty();
    }

    @Test
    void given_metadata_when_scored_then_onlyPagesThatHaveItCount() {
        var known = new Gold(null, null, "Rain", List.of(), "2026-11-24", "Post", "en-GB", List.of(), List.of());
        var right = new Prediction("", "rain", List.of(), "2026-11-24T10:00Z", "POST", "en", 0);
        var wrong = new Prediction("", null, List.of("Ada"), null, null, null, 0);

        var score = ExtractionScore.of(
                List.of(new Result(known, right), new Result(known, wrong), new Result(gold("a", null), wrong)));

        for (var share : List.of(score.title(), score.author(), score.date(), score.siteName(), score.language())) {
            assertThat(share.orElseThrow()).isEqualTo(0.5);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "Rain  stops; rain stops; true",
                "‘Rain’ – “stops”; 'rain' - \"stops\"; true",
                "Straße; STRASSE; true",
                "ΟΔΟΣ; οδος; true",
                "ﬁne ①; fine 1; true",
                "| Rain stops. ; Rain stops; true",
                "ılık; ilik; false",
                "Rain; Rains; false"
            })
    void given_twoTitles_when_compared_then_typographyDoesNotCount(String a, String b, boolean same) {
        assertThat(MetadataMatch.same(a, b)).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "By Ada Example and Bob Sample; Bob Sample, ADA EXAMPLE; true",
                "Ada Example | Bob & Co; Ada Example, Bob, Co; true",
                "Ada Example; Ada Example, Bob Sample; false",
                "Anderson Brand; Brand Anderson; false"
            })
    void given_twoBylines_when_compared_then_theNamesCount(String a, String b, boolean same) {
        assertThat(MetadataMatch.sameNames(List.of(a), List.of(b))).isEqualTo(same);
        assertThat(MetadataMatch.sameNames(List.of(a, a), List.of(b))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24, 2026-11-24T23:30:00+01:00, true",
        "2026-11-24, 2026-11-24T23:30:00-05:00, true",
        "2026-11-25, 2026-11-24T23:30:00-0500, true",
        "2026-11-25, 2026-11-24 23:30-05:00, true",
        "2026-11-25, 2026-11-24T23:30:00.5Z, false",
        "2026-11-25, 2026-11-24T23:30:00, false",
        "20261124, 2026-11-24, true",
        "24.11.2026, 24.11.2026, false",
        "2026-11-24, '', false"
    })
    void given_twoDates_when_compared_then_theDayCountsAsWrittenOrInUtc(String a, String b, boolean same) {
        assertThat(MetadataMatch.sameDay(a, b)).isEqualTo(same);
        assertThat(MetadataMatch.sameDay(b, a)).isEqualTo(same);
    }

    @Test
    void given_ranks_when_correlated_then_equalOnesShareTheirMean() {
        assertThat(ExtractionScore.spearman(new double[] {1, 2, 3}, new double[] {10, 20, 90})
                        .orElseThrow())
                .isEqualTo(1, EXACTLY);
        assertThat(ExtractionScore.spearman(new double[] {1, 2, 3}, new double[] {3, 2, 1})
                        .orElseThrow())
                .isEqualTo(-1, EXACTLY);
        // ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: covariance 4.5, variances 4.5 and 5
        assertThat(ExtractionScore.spearman(new double[] {0, 5, 5, 9}, new double[] {1, 3, 2, 4})
                        .orElseThrow())
                .isEqualTo(4.5 / Math.sqrt(4.5 * 5), EXACTLY);
        assertThat(ExtractionScore.spearman(new double[] {1, Double.NaN}, new double[] {1, 2}))
                .isEmpty();
    }
}
