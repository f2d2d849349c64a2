package sentinel.parser.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.contract.message.Mention.Alignment;
import sentinel.parser.provider.Mentions.Place;

class MentionsTest {

    /** A text in which braces mark the occurrences of a name. */
    private record Marked(String text, List<Span> spans) {

        static Marked of(String marked) {
            var text = new StringBuilder();
            var spans = new ArrayList<Span>();
            int start = 0;
            for (int i = 0; i < marked.length(); i++) {
                switch (marked.charAt(i)) {
                    case '{' -> start = text.length();
                    case '}' -> spans.add(new Span(start, text.length()));
                    default -> text.append(marked.charAt(i));
                }
            }
            return new Marked(text.toString(), spans);
        }
    }

    private static void assertMentions(String language, String name, Alignment alignment, String marked) {
        var expected = Marked.of(marked.translateEscapes());
        var found = new Mentions(language, expected.text()).of(name.translateEscapes());

        assertThat(found).isNotEmpty();
        assertThat(spans(found)).isEqualTo(expected.spans());
        assertThat(found.stream().map(Place::alignment).min(Comparator.naturalOrder()))
                .as("strongest")
                .contains(alignment);
    }

    private static List<Span> spans(List<Place> places) {
        return places.stream().map(Place::span).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "en|Ann Lee|EXACT|{Ann Lee} met Bob. {Ann Lee}’s plan won.",
                "en|Yahoo!|EXACT|Shares of {Yahoo!} rose",
                "en|Yahoo!|EXACT|{Yahoo!} and {Yahoo} are one",
                "en|AT&T|EXACT|({AT&T})",
                "en|Acme Inc.|EXACT|{Acme Inc.} rose; {Acme} fell; {ACME, Inc}. stayed",
                "en|Ann Lee|FOLDED|{ANN LEE} won",
                "en|Acme|FOLDED|shares of {acme} rose",
                "en|Apple|EXACT|{Apple} and {APPLE} sell no apple",
                "en|adidas|EXACT|{Adidas} or {adidas}",
                "en|Beyonce|FOLDED|{Beyoncé} sang",
                "en|Beyoncé|FOLDED|{BEYONCE} sang",
                "en|Acme|FOLDED|{Ａｃｍｅ} rose",
                "en|O'Brien|FOLDED|Mr {O’Brien}, Ms {Oʼbrien}",
                "en|Ann Lee|FOLDED|{Ann\u00A0 \\nLee}",
                "en|Ann Lee|FOLDED|\u202A{A\u00ADnn L\u200Bee}\u202C!",
                "en|Wendy's|FOLDED|{Wendy} sells",
                "en|Wendy's|EXACT|{Wendy's} sells",
                "en|The Guardian|FOLDED|read {the Guardian} or {Guardian}, says a guardian",
                "en|Acme Holdings Ltd|FOLDED|{Acme} rose, {Acme Holdings} fell",
                "it|Acme S.p.A.|FOLDED|{Acme} cresce",
                "de|Straße AG|FOLDED|Die {STRASSE} und die {Strasse AG}",
                "de|Große Straße|FOLDED|{GROẞE STRAẞE}",
                "fr|La Banque Postale|FOLDED|de {Banque Postale} et {LA BANQUE POSTALE}",
                "pl|Lech Walesa|FOLDED|{Lech Wałęsa}",
                "tr|Istanbul|FOLDED|{İstanbul} ve {ISTANBUL}",
                "ru|Владимир Иванов|INFLECTED|Встреча с {Владимиром Ивановым} прошла",
                "ru|Владимир Иванов|EXACT|{Владимира Иванова} ждали. {Владимир Иванов} пришёл",
                "pl|Anna Nowak|FOLDED|Spotkanie z {Anną Nowak}",
                "pl|Donald Tusk|INFLECTED|z {Donaldem Tuskiem}"
            })
    void given_a_name_when_aligned_then_the_spans_are_its_surface_forms(
            String language, String name, Alignment alignment, String marked) {
        assertMentions(language, name, alignment, marked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "el|Κυριάκος Μητσοτάκης|FOLDED|Ο {ΚΥΡΙΑΚΟΣ ΜΗΤΣΟΤΑΚΗΣ} είπε",
                "uk|Лук'янов|FOLDED|{Лукʼянов} сказав",
                "ja|東京電力|EXACT|昨日{東京電力}は発表した。{東京電力}",
                "ja|トヨタ|FOLDED|{ﾄﾖﾀ}グループ",
                "ja|ガス社|FOLDED|新{ｶﾞｽ社}が",
                "ja|東京電力|EXACT|{東京電力}㈱",
                "ja|トヨタ株式会社|FOLDED|{トヨタ㍿}は",
                "zh|李克强|EXACT|总理{李克强}说",
                "zh|𠮷野家|EXACT|在{𠮷野家}吃",
                "ko|삼성전자|EXACT|{삼성전자} 주가",
                "ar|الرياض|EXACT|في {الرياض} و{الرياض} وب{الرياض} ول{لرياض}",
                "ar|محمد سلمان|FOLDED|قال {مُحَمَّد سلمان} و{محمـــد سلمان}",
                "ar|أحمد|FOLDED|ب{احمد}",
                "fa|علی کریمی|FOLDED|آقای {علي كريمي} گفت",
                "he|ישראל|EXACT|ב{ישראל} ושב{ישראל} {ישראל}",
                "he|שלום|FOLDED|ל{שָׁלוֹם}",
                "th|ปตท|EXACT|บริษัท{ปตท}จำกัด",
                "km|ភ្នំពេញ|EXACT|នៅ{ភ្នំពេញ}ថ្ងៃ",
                "hi|नरेन्द्र मोदी|EXACT|प्रधानमंत्री {नरेन्द्र मोदी} ने",
                "hi|नरेन्द्र मोदी|FOLDED|{नरेन्द्\u200Dर मोदी} ने",
                "ta|மோடி|EXACT|பிரதமர் {மோடி} வந்தார்"
            })
    void given_another_script_when_aligned_then_the_spans_are_its_surface_forms(
            String language, String name, Alignment alignment, String marked) {
        assertMentions(language, name, alignment, marked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "en|Apple|Pineapple grew, and Apples, and Applebee",
                "en|Ann Lee|Ann met Bob Lee",
                "en|Ann Lee|Ann Leeds",
                "en|Inc.|Acme Inc. rose",
                "en|The Company|a company",
                "en|Company Group|a company",
                "en|The Guardian|a guardian",
                "de|Die Zeit|Das braucht Zeit",
                "en|Plan A B|a plan",
                "en|...|Acme rose...",
                "en|🚀|a 🚀 flew",
                "en|Jose|Josué",
                "ru|Путин|Пуск",
                "ja|東京電力|関西電力",
                "ja|ソニ|ソニー",
                "ja|カス|ガス",
                "ko|삼서|삼성전자",
                "fa|کریم|وکریمی",
                "fa|علی|بعلی",
                "ar|لي|ولي",
                "he|רן|ברן",
                "th|กา|กำ กี",
                "hi|राम|रामा",
                "ta|மோட|மோடி"
            })
    void given_a_text_without_the_name_when_aligned_then_there_is_none(String language, String name, String text) {
        assertThat(new Mentions(language, text).of(name)).isEmpty();
    }

    @Test
    void given_overlapping_names_when_aligned_then_each_has_its_own_spans() {
        var mentions = new Mentions("en", "Deutsche Bank and Bank");

        assertThat(spans(mentions.of("Deutsche Bank"))).containsExactly(new Span(0, 13));
        assertThat(spans(mentions.of("Bank"))).containsExactly(new Span(9, 13), new Span(18, 22));
        assertThat(spans(mentions.of("Bank and Bank"))).containsExactly(new Span(9, 22));
    }

    @Test
    void given_a_name_that_overlaps_itself_when_aligned_then_its_occurrences_do_not() {
        var found = new Mentions("en", "Duran Duran Duran Duran Duran").of("Duran Duran");

        assertThat(spans(found)).containsExactly(new Span(0, 11), new Span(12, 23));
        assertThat(spans(new Mentions("en", "!A!A!A!").of("!A!")))
                .containsExactly(new Span(0, 3), new Span(3, 4), new Span(4, 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Acme👩‍👩‍👧 rose", "👩‍👩‍👧Acme", "Acme\u2019s", "x🇩🇪Acme🇩🇪", "Acme1\uFE0F\u20E3 Acme"})
    void given_neighbours_of_several_code_units_when_aligned_then_the_span_leaves_them_alone(String text) {
        var spans = spans(new Mentions("en", text).of("Acme"));

        assertThat(spans).hasSize(1);
        assertThat(text.substring(spans.get(0).start(), spans.get(0).end())).isEqualTo("Acme");
    }

    @Test
    void given_punctuation_with_a_mark_when_aligned_then_the_span_does_not_cut_it() {
        assertMentions("en", "Yahoo!", Alignment.FOLDED, "{Yahoo}!\u0301 rose");
        assertMentions("en", "Zoe", Alignment.FOLDED, "{Zoe\u0308} won");
        assertMentions("en", "👩 Zoe", Alignment.FOLDED, "👩‍👩‍👧 {Zoe}, 👩‍👩 {Zoe}");
    }

    @Test
    void given_many_occurrences_when_aligned_then_the_first_ones_are_taken() {
        var spans = spans(new Mentions("ru", "Acme ".repeat(1_000)).of("Acme"));

        assertThat(spans).hasSize(Mentions.MAX_SPANS);
        assertThat(spans.get(Mentions.MAX_SPANS - 1)).isEqualTo(new Span(5 * 49, 5 * 49 + 4));
    }

    /** What a name costs in a text of so many characters that has its end before all beginnings: words looked at. */
    private static long cost(String language, String unit, int times, String end, int chars) {
        var mentions = new Mentions(language, end + " " + unit.repeat(chars / unit.length()));
        assertThat(mentions.of(unit.repeat(times) + end)).isEmpty();
        return mentions.steps();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "en|a |49|b",
                "ru|a |49|b",
                "ru|Aaa aab |12|b",
                "en|A a |24|c",
                "ja|東|99|京",
                "ar|ووو |24|ب",
                "en|A\u0301 |33|b",
                "en|a\u00ADa |33|b"
            })
    void given_a_text_of_beginnings_when_a_long_name_is_sought_then_the_cost_is_linear(
            String language, String unit, int times, String end) {
        long cost = cost(language, unit, times, end, 200_000);

        assertThat(cost).isPositive();
        assertThat(cost).isLessThanOrEqualTo(4 * 200_000);
        assertThat(cost).isLessThanOrEqualTo(2 * cost(language, unit, times, end, 100_000) + 100);
    }

    @Test
    void given_as_many_different_words_with_the_names_stem_when_sought_then_the_cost_is_linear() {
        var text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("abcd").append(Integer.toString(i, 36)).append(' ');
        }
        var mentions = new Mentions("ru", text.toString());

        mentions.of("Abcd abcx abcy abcz");

        assertThat(mentions.steps()).isLessThan(4L * 4 * 20_000 + 100);
    }

    @Test
    void given_a_heap_of_marks_when_folded_then_it_is_one_character() {
        String heap = "\u0301\u0323".repeat(100_000);

        assertMentions("en", "Ann Lee", Alignment.FOLDED, "{A" + heap + "nn Lee" + heap + "} won");
    }

    @Test
    void given_spans_that_overlap_or_are_empty_when_made_then_they_are_refused() {
        assertThatThrownBy(() -> Span.requireOrdered(List.of(new Span(0, 3), new Span(2, 5))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Span(3, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
