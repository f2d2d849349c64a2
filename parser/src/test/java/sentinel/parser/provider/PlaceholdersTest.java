package sentinel.parser.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unknown",
                "UNKNOWN",
                "unknown.",
                "(unknown)",
                "N/A",
                "n.a.",
                "NA",
                "none",
                "None",
                "null",
                "-",
                "—",
                "...",
                "?",
                "\"\"",
                "Not specified",
                "not specified in the article",
                "No author mentioned",
                "The author is not named",
                "Not provided",
                "no companies are mentioned in the text",
                "None mentioned",
                "Staff",
                "undefined",
                "unbekannt",
                "k. A.",
                "keine Angabe",
                "Inconnu",
                "non précisé",
                "Desconocido",
                "não informado",
                "Sconosciuto",
                "onbekend",
                "brak danych",
                "неизвестно",
                "Не указан",
                "غير معروف",
                "未知",
                "無",
                "不明",
                "なし",
                "없음",
                "string"
            })
    void given_what_stands_for_no_value_when_asked_then_it_is_none(String text) {
        assertThat(Placeholders.isNone(text)).isTrue();
        assertThat(Placeholders.isNobody(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann Lee",
                "Nobody's Child Ltd",
                "Nothing",
                "Anonymous",
                "Staffline Group",
                "Unknown Worlds",
                "Nan Quarrie",
                "Nonesuch Records",
                "Null Island Ltd",
                "NATO",
                "A",
                "3M",
                "无锡",
                "不明確な会社",
                "Not For Sale Campaign",
                "No author has sold more books than Ann Lee, and nobody knows why that is so"
            })
    void given_a_name_when_asked_then_it_is_a_value(String text) {
        assertThat(Placeholders.isNone(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"admin", "Redaktion", "Editorial Team", "Anonymous", "Staff Writer", "редакция", "本报记者"})
    void given_a_function_when_asked_then_it_is_no_author(String author) {
        assertThat(Placeholders.isNobody(author)).isTrue();
    }

    @Test
    void given_a_headline_when_asked_then_only_a_placeholder_alone_is_none() {
        assertThat(Placeholders.isNoTitle("Untitled")).isTrue();
        assertThat(Placeholders.isNoTitle("None found in Ashgrove")).isFalse();
        assertThat(Placeholders.isNoTitle("No date given for the reopening")).isFalse();
    }
}
