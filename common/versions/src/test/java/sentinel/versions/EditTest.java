package sentinel.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EditTest {

    private static final String TITLE = "Council votes for plan";
    private static final String STORY = "The city council met on Monday in Leeds and voted for the plan of the mayor."
            + " About 300 people came to the hall.\n\n"
            + "“We are happy with this result,” said Anna Smith, who leads the council. The work begins next year and will"
            + " take two years.\n\n"
            + "The mayor declined to comment on the vote.";

    private static Edit edit(String before, String after) {
        return Edit.between(new VersionText(TITLE, before, null), new VersionText(TITLE, after, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cosmetic | declined | declinned",
                "cosmetic | council met | coucnil met",
                "cosmetic | the vote. | the vote!",
                "cosmetic | result,” said | result” said",
                "cosmetic | plan of the mayor | plan of mayor",
                "cosmetic | The work begins | The Work begins",
                "cosmetic | Leeds and voted | Leeds, and voted",
                "cosmetic | next year | nextyear",
                "factual | 300 | 400",
                "factual | 300 people | 1,300 people",
                "factual | Monday | Tuesday",
                "factual | two years | three years",
                "factual | Anna Smith | Jane Miller",
                "factual | Smith | Smyth",
                "factual | in Leeds | in York",
                "factual | We are happy with this result | Nobody asked for any of that",
                "added | the hall. | the hall. Most of them stayed until the very end.",
                "added | the hall | the hall, which volunteers had opened for the evening,",
                "removed | About 300 people came to the hall. | ''",
                "removed | , who leads the council | ''",
                "rewritten | The work begins next year and will take two years. | "
                        + "Builders are expected to start with a small team once winter is over.",
                "rewritten | declined to comment on | was silent about",
                "rewritten | are happy | are not happy"
            })
    void given_one_edit_of_a_text_when_classified_then_it_has_its_class(String editClass, String old, String now) {
        assertThat(STORY).contains(old);
        assertThat(edit(STORY, STORY.replace(old, now)).editClass()).isEqualTo(EditClass.of(editClass));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "factual | 市議会は月曜日に300人の前で計画を可決した。市長はコメントを控えた。 | 市議会は月曜日に400人の前で計画を可決した。市長はコメントを控えた。",
                "added | 市議会は計画を可決した。市長はコメントを控えた。 | 市議会は計画を可決した。市長はコメントを控えた。二回目の会合は春に予定されている。",
                "factual | Der Rat tagte am Montag, und alle waren da. | Der Rat tagte am Dienstag, und alle waren da.",
                "cosmetic | Der Rat stimmte der Änderung mit großer Mehrheit zu. | Der Rat stimmte der Ändrung mit"
                        + " großer Mehrheit zu.",
                "factual | Совет собрался в понедельник и принял план. | Совет собрался во вторник и принял план.",
                "factual | परिषद ने 300 लोगों के सामने योजना पारित की। | परिषद ने 400 लोगों के सामने योजना पारित की।"
            })
    void given_an_edit_in_another_language_when_classified_then_it_has_its_class(
            String editClass, String before, String after) {
        assertThat(edit(before, after).editClass()).isEqualTo(EditClass.of(editClass));
    }

    @Test
    void given_another_headline_over_the_same_text_when_classified_then_it_is_a_headline() {
        var before = new VersionText(TITLE, STORY, null);
        assertThat(Edit.between(before, new VersionText("Council says yes", STORY, null))
                        .editClass())
                .isEqualTo(EditClass.HEADLINE);
        assertThat(Edit.between(before, new VersionText("Council Votes for Plan", STORY, null))
                        .editClass())
                .isEqualTo(EditClass.COSMETIC);
        assertThat(Edit.between(before, new VersionText("Council says yes", STORY.replace("300", "400"), null))
                        .editClass())
                .isEqualTo(EditClass.FACTUAL);
        assertThat(Edit.between(before, new VersionText(null, STORY, null)))
                .as("a headline that was not found")
                .isEqualTo(new Edit(EditClass.COSMETIC, 0));
    }

    @Test
    void given_paragraphs_in_another_order_when_classified_then_it_is_cosmetic_and_no_word_changed() {
        String last = "The mayor declined to comment on the vote.";
        String moved = last + "\n\n" + STORY.replace("\n\n" + last, "");
        assertThat(edit(STORY, moved)).isEqualTo(new Edit(EditClass.COSMETIC, 0));
    }

    @Test
    void given_a_text_of_which_most_is_another_when_classified_then_it_is_rewritten() {
        var edit = edit(
                STORY,
                "Council backs mayor. The new hall will be built from spring, after a vote that split both parties.");
        assertThat(edit.editClass()).isEqualTo(EditClass.REWRITTEN);
        assertThat(edit.wordsChanged()).isGreaterThan(0.5);
    }

    @Test
    void given_words_that_changed_when_counted_then_the_share_is_of_the_words_of_both_versions() {
        assertThat(edit("one two three four five", "one two three four six").wordsChanged())
                .isEqualTo(2.0 / 18, within(0.0001)); // the headline has four words
        assertThat(edit("", "").wordsChanged()).isZero();
    }

    @ParameterizedTest
    @EnumSource(EditClass.class)
    void given_a_class_when_named_then_its_name_means_it(EditClass editClass) {
        assertThat(editClass.id()).isLowerCase();
        assertThat(EditClass.of(editClass.id())).isEqualTo(editClass);
        assertThatThrownBy(() -> EditClass.of(editClass.name())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void given_texts_of_a_million_characters_when_compared_then_it_takes_bounded_time() {
        var random = new Random(1);
        var words = new StringBuilder();
        while (words.length() < 1_000_000) {
            words.append('w').append(random.nextInt(5_000)).append(random.nextInt(12) == 0 ? ". " : " ");
        }
        String text = words.toString();
        for (var other : List.of(
                text.replace('7', '8'),
                text.toUpperCase(Locale.ROOT).replace('W', 'x'),
                "a b ".repeat(250_000),
                "x".repeat(1_000_000),
                "\"".repeat(1_000_000),
                "(a".repeat(500_000),
                "| 3 ".repeat(250_000),
                "更".repeat(1_000_000))) {
            long startedAt = System.nanoTime();
            edit(text, other);
            edit(other, text);
            Shortening.is(new VersionText(null, text, 1.0), new VersionText(null, other, 0.5));
            assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(60));
        }
    }

    @Property(tries = 300)
    void given_texts_of_one_hash_when_compared_with_another_then_they_give_the_same_edit(
            @ForAll("stories") List<String> one, @ForAll("stories") List<String> other, @ForAll("noise") String line) {
        String text = String.join("\n", one);
        String noisy = line + "\n" + text.replace("\"", "“").replace(" ", "\u00a0 ") + "\n" + line;
        String next = String.join("\n", other);
        assertThat(edit(text, noisy)).isEqualTo(new Edit(EditClass.COSMETIC, 0));
        assertThat(edit(noisy, next)).isEqualTo(edit(text, next));
        assertThat(edit(next, noisy)).isEqualTo(edit(next, text));
    }

    @Property(tries = 300)
    void given_any_text_when_a_sentence_is_added_then_the_edit_back_removes_it_and_counts_the_same(
            @ForAll("stories") List<String> paragraphs) {
        String before = String.join("\n", paragraphs);
        String after = before + "\nEntirely unexpected guests arrived late and left without a word.";
        assertThat(edit(before, after).editClass()).isEqualTo(EditClass.ADDED);
        assertThat(edit(after, before).editClass()).isEqualTo(EditClass.REMOVED);
        assertThat(edit(before, after).wordsChanged())
                .isEqualTo(edit(after, before).wordsChanged())
                .isPositive();
    }

    @Property(tries = 300)
    void given_any_two_texts_when_compared_then_the_share_is_a_share(@ForAll String one, @ForAll String other) {
        assertThat(edit(one, other).wordsChanged()).isBetween(0.0, 1.0);
        assertThat(edit(one, one)).isEqualTo(new Edit(EditClass.COSMETIC, 0));
    }

    @Provide
    Arbitrary<List<String>> stories() {
        return Stories.paragraphs();
    }

    @Provide
    Arbitrary<String> noise() {
        return Stories.noise();
    }
}
