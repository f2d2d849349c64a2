package sentinel.api.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupsTest {

    private static final long HOUR = 60L * 60 * 1000;
    private static final long START = 1_700_000_000_000L;

    private static final String EARTHQUAKE =
            "we heard that a strong earthquake shook Vallora and destroyed 214 houses near the Marienhof hospital,"
                    + " said Ilse Brandauer, where rescuers from Tarnholm search";
    private static final String SAME =
            "in Vallora the earthquake left 214 houses in ruins, and Ilse Brandauer thanked rescuers from Tarnholm at"
                    + " the Marienhof hospital";
    private static final String OTHER =
            "the parliament in Kesselburg elected Olaf Trenkler with 88 votes against Petra Halvorsen of the Green"
                    + " Alliance";
    private static final String SPANISH =
            "un terremoto en Vallora dejó 214 casas en ruinas, dijo Ilse Brandauer a los rescatistas de Tarnholm en"
                    + " Marienhof";

    private final Followed followed = new Followed();

    @Test
    void given_texts_on_one_event_when_they_come_then_the_first_names_their_story() {
        put(article(1, 0, "en", EARTHQUAKE), article(2, 1, "en", OTHER), article(3, 2, "en", SAME));
        assertThat(story(1)).isEqualTo(new Membership(null, 1, 1L, 2));
        assertThat(story(3)).isEqualTo(story(1));
        assertThat(story(2)).isEqualTo(Membership.ALONE);
    }

    @Test
    void given_another_language_when_names_and_numbers_are_the_same_then_it_is_one_story() {
        put(article(1, 0, "en", EARTHQUAKE), article(2, 1, "es", SPANISH));
        assertThat(story(2)).isEqualTo(new Membership(null, 1, 1L, 2));
    }

    @Test
    void given_a_story_when_an_earlier_article_comes_late_then_that_one_names_it() {
        put(article(2, 5, "en", SAME));
        put(article(3, 6, "en", SAME));
        put(article(1, 0, "en", EARTHQUAKE));
        assertThat(story(3)).isEqualTo(new Membership(null, 1, 1L, 3));
    }

    @Test
    void given_a_story_when_its_first_article_is_edited_away_then_the_next_names_it() {
        put(article(1, 0, "en", EARTHQUAKE), article(2, 1, "en", SAME), article(3, 2, "en", SAME));
        put(article(1, 0, "en", OTHER));
        assertThat(story(1)).isEqualTo(Membership.ALONE);
        assertThat(story(3)).isEqualTo(new Membership(null, 1, 2L, 2));
    }

    @Test
    void given_the_same_words_when_the_story_began_more_than_five_days_before_then_another_begins() {
        put(article(1, 0, "en", EARTHQUAKE), article(2, 100, "en", SAME), article(3, 121, "en", SAME));
        assertThat(story(2).story()).isEqualTo(1L);
        assertThat(story(3)).isEqualTo(Membership.ALONE);
    }

    @Test
    void given_a_copy_with_another_text_when_it_comes_then_it_is_in_the_story_of_its_original() {
        put(article(1, 0, "en", EARTHQUAKE), article(2, 1, "en", SAME), copy(3, 2, 2));
        assertThat(story(3)).isEqualTo(new Membership(2L, 2, 1L, 3));
        assertThat(story(1)).isEqualTo(new Membership(null, 1, 1L, 3));
    }

    @Test
    void given_an_article_of_weeks_ago_when_a_copy_comes_then_it_is_in_the_same_story() {
        put(article(1, 0, "en", EARTHQUAKE), article(2, 1, "en", SAME));
        put(article(9, 600, "en", OTHER));
        put(copy(3, 601, 2));
        assertThat(story(3)).isEqualTo(new Membership(2L, 2, 1L, 3));
        assertThat(story(1).story()).isEqualTo(1L);
    }

    private void put(Report... articles) {
        followed.apply(List.of(articles), Set.of());
    }

    private Membership story(long id) {
        return followed.groups().getOrDefault(id, Membership.ALONE);
    }

    private static Report copy(long id, int hours, long of) {
        return article(id, hours, "en", OTHER, of);
    }

    private static Report article(long id, int hours, String language, String text) {
        return article(id, hours, language, text, null);
    }

    private static Report article(long id, int hours, String language, String text, @Nullable Long copyOf) {
        return new Report(id, START + hours * HOUR, language, "", text, List.of(), copyOf);
    }
}
