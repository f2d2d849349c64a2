package sentinel.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentHashTest {

    private static final String STORY = "The council met on Monday and voted for the plan.\n\nAbout 300 people came.";

    private static String hash(String body) {
        return ContentHash.of("Council votes for plan", body);
    }

    @Test
    void given_known_texts_when_hashed_then_the_digest_is_md5_of_headline_and_text() {
        assertThat(ContentHash.of(null, "")).isEqualTo("68b329da9893e34099c7d8ad5cb9c940"); // MD5 of one line end
        assertThat(ContentHash.of("", "")).isEqualTo(ContentHash.of(null, ""));
        assertThat(ContentHash.of("a", "b c")).isEqualTo("3d3e077812f1fb932ec7e66ed7bf4099");
    }

    @Test
    void given_another_headline_or_text_when_hashed_then_the_digest_differs() {
        assertThat(ContentHash.of("Council votes", STORY)).isNotEqualTo(hash(STORY));
        assertThat(hash(STORY + " More.")).isNotEqualTo(hash(STORY));
        assertThat(ContentHash.of("a b", "c")).isNotEqualTo(ContentHash.of("a", "b c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Updated 14:05",
                "Last updated: 27 November 2026, 14:05 GMT",
                "Published 3 hours ago",
                "3 hours ago",
                "an hour ago",
                "Just now",
                "12 comments",
                "1.2K shares",
                "5 min read",
                "vor 5 Minuten",
                "Stand: 14.05 Uhr",
                "Aktualisiert am 27.11.2026, 14:05 Uhr",
                "12 Kommentare | vor 3 Stunden",
                "20 November 2026, 11:05 UTC | By Jo Arden | Updated 10:21 | 26 comments",
                "Lesezeit: 3 Minuten",
                "il y a 3 heures",
                "Mis à jour le 27/11/2026 à 14h05",
                "Temps de lecture : 4 min",
                "hace 2 horas",
                "8 comentarios",
                "3 ore fa",
                "há 3 horas",
                "2 uur geleden",
                "för 3 timmar sedan",
                "20 minut temu",
                "před 3 hodinami",
                "3 часа назад",
                "Обновлено: 14:05",
                "3 години тому",
                "πριν 3 ώρες",
                "3 saat önce",
                "Güncelleme: 14:05",
                "منذ ٣ ساعات",
                "2 घंटे पहले",
                "3 ชั่วโมงที่แล้ว",
                "3 giờ trước",
                "3小时前",
                "更新：14:05",
                "12条评论",
                "阅读时间 5 分钟",
                "3時間前",
                "3시간 전",
                "댓글 12개",
                "입력 2026.11.27 14:05"
            })
    void given_a_line_of_clocks_or_counters_when_it_stands_before_or_behind_the_text_then_the_hash_is_the_same(
            String line) {
        assertThat(hash(line + "\n\n" + STORY)).isEqualTo(hash(STORY));
        assertThat(hash(STORY + "\n" + line)).isEqualTo(hash(STORY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Updated 14:05 | %s",
                "Stand: 14.05 Uhr. %s",
                "%s (Updated 14:05)",
                "%s Updated at 14:05 GMT.",
                "%s | 12 comments",
                "[Mis à jour à 14h05] %s",
                "更新:14:05。%s"
            })
    void given_a_clock_set_apart_at_an_end_of_a_paragraph_when_hashed_then_it_does_not_count(String form) {
        assertThat(hash(form.formatted(STORY))).isEqualTo(hash(STORY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Related: Council votes on its budget",
                "Read more:\nWhat the plan costs\nWho voted for it?\nThe hall and its history",
                "Lesen Sie auch Warum der Rat neu wählt",
                "À lire aussi\nLe conseil vote le budget",
                "Читайте также: Совет голосует за бюджет",
                "関連記事\n市議会が予算を可決",
                "ये भी पढ़ें: परिषद ने मतदान किया"
            })
    void given_lines_that_lead_to_other_articles_when_hashed_then_they_do_not_count(String lines) {
        assertThat(hash(STORY + "\n\n" + lines)).isEqualTo(hash(STORY));
        assertThat(hash(lines + "\n" + STORY)).isEqualTo(hash(STORY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It happened 3 hours ago, he said. | It happened 4 hours ago, he said.",
                "It was signed at 14:05. | It was signed at 14:06.",
                "The team won 3:1. | The team won 3:2.",
                "He has 12 comments to make. | He has 13 comments to make.",
                "It sold well. Published in 2019. | It sold well. Published in 2018.",
                "20 minutes | 25 minutes",
                "'Council in Leeds | 12 comments' | 'Council in York | 12 comments'",
                "7:30 p.m. - Dinner in the hall | 8:30 p.m. - Dinner in the hall",
                "1,200 | 1,300",
                "Vor 5 Minuten begann das Spiel. | Vor 6 Minuten begann das Spiel.",
                "Read more than 3 books, she says. | Read more than 4 books, she says.",
                "3小时前他离开了。 | 4小时前他离开了。",
                "They said yes | They said no"
            })
    void given_a_number_in_the_story_when_it_changes_then_the_hash_changes(String one, String other) {
        assertThat(hash(one)).isNotEqualTo(hash(other));
        assertThat(hash(STORY + "\n" + one)).isNotEqualTo(hash(STORY + "\n" + other));
    }

    @Test
    void given_a_paragraph_below_a_list_of_titles_when_it_changes_then_the_hash_changes() {
        String links = "\nRead more:\nWhat the plan costs\n";
        assertThat(hash(STORY + links + "The mayor was there.")).isNotEqualTo(hash(STORY + links + "The mayor left."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "„Ja“, sagte er.; \"Ja\", sagte er.",
                "« Oui », dit-il !; \"Oui\", dit-il!",
                "it’s – well…; it's - well...",
                "a\u00a0b\u2009c; a b c",
                "co\u00adoper\u200bate; cooperate",
                "ﬁnal １２; final 12",
                "one -- two; one — two",
                "word, word ; word , word"
            })
    void given_another_typography_when_hashed_then_the_hash_is_the_same(String one, String other) {
        assertThat(hash(one)).isEqualTo(hash(other));
    }

    @Test
    void given_text_in_composed_and_decomposed_form_when_hashed_then_both_are_one_text() {
        String composed = "Der Cafébetreiber in Skårholm – „heute“, 뉴스";
        for (var form : Normalizer.Form.values()) {
            assertThat(hash(Normalizer.normalize(composed, form))).isEqualTo(hash(composed));
        }
    }

    @Property
    void given_any_text_when_noise_is_added_between_its_paragraphs_then_the_hash_is_the_same(
            @ForAll("stories") List<String> paragraphs, @ForAll("noise") String line) {
        assertThat(hash(String.join("\n" + line + "\n", paragraphs) + "\n" + line))
                .isEqualTo(hash(String.join("\n\n", paragraphs)));
    }

    @Property
    void given_any_text_when_white_space_is_added_then_the_hash_is_the_same(@ForAll String a, @ForAll String b) {
        assertThat(ContentHash.of(a, b)).matches("[0-9a-f]{32}").isEqualTo(ContentHash.of(" " + a + "\t ", b + " \n"));
    }

    @Property
    void given_any_story_when_one_word_is_another_then_the_hash_is_another(@ForAll("stories") List<String> paragraphs) {
        String text = String.join("\n", paragraphs);
        assertThat(hash(text.replaceFirst(" \\p{L}+", " entirely"))).isNotEqualTo(hash(text));
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
