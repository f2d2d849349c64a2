package sentinel.versions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShorteningTest {

    private static final String FIRST = "The city council met on Monday in Leeds and voted for the plan of the mayor.";
    private static final String SECOND = "About 300 people came to the hall, and most of them stayed until the end.";
    private static final String REST =
            "The work begins next year and will take two years.\n\nThe mayor declined to comment on"
                    + " the vote, which had been expected for months.\n\nA second hearing is planned for the spring.";
    private static final String STORY = FIRST + "\n\n" + SECOND + "\n\n" + REST;

    private static boolean isShortening(String after, double confidence) {
        return Shortening.is(new VersionText("Vote", STORY, 0.9), new VersionText("Vote", after, confidence));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FIRST + "\n\nAbout 300 people came to the",
                FIRST + "\n\nAbout 300 people came to the ha",
                FIRST + "\n\nAbout 300 people came to the hall…",
                FIRST + "\n\nAbout 300 people came ...",
                FIRST + "\n\nSubscribe to continue reading. Already a subscriber? Log in.",
                FIRST + "\n\n" + SECOND + "\n\nJetzt weiterlesen mit unserem Angebot",
                FIRST + "\n\nDéjà abonné ? Identifiez-vous"
            })
    void given_a_text_that_is_cut_or_ends_at_a_wall_when_compared_then_it_is_a_shortening(String after) {
        assertThat(isShortening(after, 0.9)).isTrue();
    }

    @Test
    void given_whole_paragraphs_less_when_compared_then_only_confidence_makes_it_a_shortening() {
        assertThat(isShortening(FIRST + "\n\n" + SECOND, 0.9)).isFalse();
        assertThat(isShortening(FIRST + "\n\n" + SECOND, 0.8)).isFalse();
        assertThat(isShortening(FIRST + "\n\n" + SECOND, 0.6)).isTrue();
        assertThat(Shortening.is(new VersionText("Vote", STORY, null), new VersionText("Vote", FIRST, null)))
                .isFalse();
    }

    @Test
    void given_another_or_hardly_shorter_text_when_compared_then_it_is_none() {
        assertThat(isShortening(STORY, 0.1)).isFalse();
        assertThat(isShortening(STORY.substring(0, STORY.length() - 20), 0.1)).isFalse();
        assertThat(isShortening("A storm closed the port of Hull for some hours, and ferries had to", 0.1))
                .isFalse();
        assertThat(isShortening(STORY + "\n\nMore was said later on, and", 0.1)).isFalse();
    }

    @Test
    void given_nothing_when_compared_then_it_is_a_shortening_of_anything() {
        assertThat(isShortening("", 0.9)).isTrue();
        assertThat(Shortening.is(new VersionText(null, "", null), new VersionText(null, "", null)))
                .isFalse();
    }

    @Test
    void given_a_story_about_subscribers_when_paragraphs_are_deleted_then_it_is_none() {
        String before = STORY + "\n\nThe paper asks readers to subscribe now, the editor said.";
        String after = FIRST + "\n\nThe paper asks readers to subscribe now, the editor said.";
        assertThat(Shortening.is(new VersionText("Vote", before, 0.9), new VersionText("Vote", after, 0.9)))
                .isFalse();
    }
}
