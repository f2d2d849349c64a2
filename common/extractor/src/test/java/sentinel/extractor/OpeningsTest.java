package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningsTest {

    @Test
    void given_aLineThatLeadsAway_when_bulletsStandBeforeIt_then_itIsKnownInAnyCase() {
        for (var line : List.of(
                "Read more: the soup of the day",
                ">> READ MORE",
                "[Lesen Sie auch] Die Suppe",
                "À lire aussi : la soupe",
                "• Читайте также: суп",
                "► 関連記事",
                "12 comments",
                "© The harbour",
                "(c) 2026 The harbour")) {
            assertThat(Openings.LEAD_AWAY.begin(line)).as(line).isTrue();
        }
    }

    @Test
    void given_aLineOfAnArticle_when_itOnlyResemblesOne_then_itStays() {
        for (var line : List.of(
                "",
                "–",
                "Reading more is what the crews do.",
                "Sharing soup is common here.",
                "12 commentators came",
                "Zum Thema Regen sagte er nichts.",
                "Advertisers like rain")) {
            assertThat(Openings.LEAD_AWAY.begin(line)).as(line).isFalse();
        }
    }

    @Test
    void given_aHeading_when_itAnnouncesOtherArticles_then_itIsAnEnd() {
        assertThat(Openings.END.begin("Related stories")).isTrue();
        assertThat(Openings.END.begin("3 Responses to “Rain”")).isTrue();
        assertThat(Openings.END.begin("Relatedness of ships")).isFalse();
    }
}
