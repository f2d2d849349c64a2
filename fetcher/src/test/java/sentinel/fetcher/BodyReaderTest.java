package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import sentinel.fetcher.BodyReader.OversizeException;
import sentinel.fetcher.BodyReader.UnknownCodingException;

class BodyReaderTest {

    private static final byte[] TEXT =
            "<p>Nine days of rain, and another nine to come.</p>".getBytes(StandardCharsets.UTF_8);
    private final BodyReader reader = new BodyReader(1 << 20, 4 << 20, 100);

    private interface Wrap {
        OutputStream wrap(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] bytes, Wrap wrap) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packer = wrap.wrap(out)) {
            packer.write(bytes);
        }
        return out.toByteArray();
    }

    private byte[] read(byte[] bytes, String coding) throws IOException {
        return reader.read(new ByteArrayInputStream(bytes), coding);
    }

    @Test
    void given_anyCoding_when_read_then_theTextComesOut() throws IOException {
        assertThat(read(TEXT, null)).isEqualTo(TEXT);
        assertThat(read(TEXT, "identity")).isEqualTo(TEXT);
        assertThat(read(packed(TEXT, GZIPOutputStream::new), "gzip")).isEqualTo(TEXT);
        assertThat(read(packed(TEXT, GZIPOutputStream::new), "X-GZIP")).isEqualTo(TEXT);
        assertThat(read(packed(TEXT, DeflaterOutputStream::new), "deflate")).isEqualTo(TEXT);
        assertThat(read(packed(TEXT, out -> new DeflaterOutputStream(out, new Deflater(9, true))), "deflate"))
                .as("without the zlib header")
                .isEqualTo(TEXT);
        // "hello" as an uncompressed Brotli meta-block (RFC 7932, 9.2)
        assertThat(read(Base64.getDecoder().decode("CwKAaGVsbG8D"), "br"))
                .asString()
                .isEqualTo("hello");
    }

    @Test
    void given_twoLayers_when_read_then_bothAreTakenOff() throws IOException {
        var twice = packed(packed(TEXT, DeflaterOutputStream::new), GZIPOutputStream::new);

        assertThat(read(twice, "deflate, gzip")).isEqualTo(TEXT);
    }

    @Test
    void given_aFalseClaim_when_read_then_theBytesAreTakenAsTheyAre() throws IOException {
        assertThat(read(TEXT, "gzip")).isEqualTo(TEXT);
    }

    @Test
    void given_aBomb_when_read_then_itIsStoppedByItsRatio() throws IOException {
        var bomb = packed(new byte[3 << 20], GZIPOutputStream::new);

        assertThatThrownBy(() -> read(bomb, "gzip"))
                .isInstanceOf(OversizeException.class)
                .hasMessageContaining("times");
    }

    @Test
    void given_moreThanTheCap_when_read_then_itIsRefused() {
        assertThatThrownBy(() -> read(new byte[(1 << 20) + 1], null)).isInstanceOf(OversizeException.class);
    }

    @Test
    void given_aCutOffBody_when_read_then_itIsAnError() throws IOException {
        var whole = packed("word ".repeat(1_000).getBytes(StandardCharsets.UTF_8), GZIPOutputStream::new);
        var half = Arrays.copyOf(whole, whole.length / 2);

        assertThatThrownBy(() -> read(half, "gzip")).isInstanceOf(IOException.class);
    }

    @Test
    void given_anUnknownCoding_when_read_then_itIsNamed() {
        assertThatThrownBy(() -> read(TEXT, "zstd"))
                .isInstanceOf(UnknownCodingException.class)
                .hasMessageContaining("zstd");
        assertThatThrownBy(() -> read(TEXT, "gzip,gzip,gzip,gzip")).isInstanceOf(UnknownCodingException.class);
    }
}
