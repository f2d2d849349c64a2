package sentinel.contract.message;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentHashTest {

    /** RFC 1321, A.5. */
    @Test
    void given_known_text_when_hashed_then_its_md5() {
        assertThat(ContentHash.of("")).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
        assertThat(ContentHash.of("message digest")).isEqualTo("f96b697d7cb7938d525a2f31aaf161d0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " message digest",
                "message\ndigest",
                "message \t\r\n digest  ",
                "message\u00a0digest",
                "\u3000message\u2003digest"
            })
    void given_other_white_space_when_hashed_then_the_same(String text) {
        assertThat(ContentHash.of(text)).isEqualTo("f96b697d7cb7938d525a2f31aaf161d0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"messagedigest", "Message digest", "message digest.", "message di gest"})
    void given_another_text_when_hashed_then_another_hash(String text) {
        assertThat(ContentHash.of(text)).isNotEqualTo("f96b697d7cb7938d525a2f31aaf161d0");
    }

    @ParameterizedTest
    @CsvSource({
        "Caf\u00e9 in Sk\u00e5rholm, Cafe\u0301 in Ska\u030arholm", // composed, and a letter with its mark behind it
        "\u1ec7, e\u0323\u0302", // two marks
        "\u1ec7, e\u0302\u0323", // in the other order
        "\uac01, \u1100\u1161\u11a8", // a Hangul syllable and its letters
        "\u00c5, \u212b" // the sign for a unit of length
    })
    void given_the_same_letters_stored_in_another_way_when_hashed_then_the_same(String composed, String other) {
        assertThat(ContentHash.of(other)).isEqualTo(ContentHash.of(composed));
    }

    @ParameterizedTest
    @CsvSource({"caf\u00e9, cafe", "\ufb01sh, fish", "x\u00b2, x2", "\u0130, I"})
    void given_letters_that_only_look_alike_when_hashed_then_another_hash(String text, String other) {
        assertThat(ContentHash.of(other)).isNotEqualTo(ContentHash.of(text));
    }

    /** What was hashed before Unicode forms were folded keeps its hash, unless its text was in another form. */
    @Test
    void given_text_in_composed_form_when_hashed_then_as_in_earlier_versions() {
        assertThat(ContentHash.of("Der Caf\u00e9betreiber in Sk\u00e5rholm \u2013 \u201eheute\u201c"))
                .isEqualTo("4e59ed40b4a8c21ebb2a76eeaa02135b");
    }

    @Property
    void given_any_text_when_white_space_is_doubled_then_the_same_hash(@ForAll String a, @ForAll String b) {
        assertThat(ContentHash.of(a + " " + b)).isEqualTo(ContentHash.of("\n" + a + " \u00a0\t" + b + "  "));
        assertThat(ContentHash.of(a)).matches("[0-9a-f]{32}");
    }
}
