package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadlineWordsTest {

    @ParameterizedTest
    @CsvSource({
        "Weir shut for a week, WEIR SHUT FOR A WEEK!",
        "Weir shut, Weir shut: what we know",
        "Council votes on pier, Council votes for pier after a long night",
        "Café in Skårholm burns, Cafe in Skarholm burns",
        "3 dead at the weir, Dead at the weir",
        "水門が一週間閉鎖, 水門が一週間閉鎖される",
        "Плотина закрыта на неделю, Плотину закрыли на неделю",
        "Weir shut for a week, Weir shut for week"
    })
    void given_twoFormsOfOneHeadline_when_compared_then_theyAgree(String a, String b) {
        assertThat(HeadlineWords.of(a).agrees(HeadlineWords.of(b))).isTrue();
        assertThat(HeadlineWords.of(b)
                        .agrees(HeadlineWords.kept(HeadlineWords.of(a).toKeep())))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Weir shut for a week, Council votes for the market",
        "Story number 1, Story number 2",
        "Story 701, Story 702",
        "Story a, Story b",
        "Notes from the town hall: part x1-a, Notes from the town hall: part x1-b",
        "Weir shut, Weir open",
        "The end of the week, The start of the year",
        "水門が閉鎖, 新市場が開業",
        "'', Weir shut",
        "'', ''"
    })
    void given_twoHeadlines_when_compared_then_theyDoNotAgree(String a, String b) {
        assertThat(HeadlineWords.of(a).agrees(HeadlineWords.of(b))).isFalse();
        assertThat(HeadlineWords.of(b)
                        .agrees(HeadlineWords.kept(HeadlineWords.of(a).toKeep())))
                .isFalse();
    }
}
