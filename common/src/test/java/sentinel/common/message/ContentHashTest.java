package sentinel.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Property
    void given_any_text_when_white_space_is_doubled_then_the_same_hash(@ForAll String a, @ForAll String b) {
        assertThat(ContentHash.of(a + " " + b)).isEqualTo(ContentHash.of("\n" + a + " \u00a0\t" + b + "  "));
        assertThat(ContentHash.of(a)).matches("[0-9a-f]{32}");
    }
}
