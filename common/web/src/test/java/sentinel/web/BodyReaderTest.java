package sentinel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.web.BodyReader.DamagedException;
import sentinel.web.BodyReader.OversizeException;
import sentinel.web.BodyReader.UnknownCodingException;

class BodyReaderTest {

    private static final byte[] TEXT =
            "<p>Nine days of rain, and another nine to come.</p>".getBytes(StandardCharsets.UTF_8);
    /** {@link #TEXT}, by Brotli. */
    private static final byte[] BROTLI_TEXT =
            Base64.getDecoder().decode("GzIA4B0JdqzJOpeM5wiV3i48aW7SCU6ufMJaEEVqAUeqWrey5WJ0s+pvDMfKBqkUCA==");
    /** 64 MiB of zeros, by Brotli. */
    private static final byte[] BROTLI_BOMB = Base64.getDecoder()
            .decode("y///P/gnAOKxQCD3/o///3/wTwDEYRGA7v0f////4J8AiMMCAN37P/7//8E/ARCHBQC693/8"
                    + "//+DfwIgDgsAdO//+P//B/8EQBwWAOje//H//w/+CYA4LADQvf/L//8//BMAcVgAoHv/Bw==");

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

    private static OutputStream bare(OutputStream out) {
        return new DeflaterOutputStream(out, new Deflater(9, true));
    }

    private static byte[] zeros(Wrap wrap) throws IOException {
        return packed(new byte[16 << 20], wrap);
    }

    /** Bytes that notice when they are not wanted any more. */
    private static final class Watched extends ByteArrayInputStream {
        private boolean closed;

        private Watched(byte[] bytes) {
            super(bytes);
        }

        @Override
        public void close() {
            closed = true;
        }
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

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "gzip, br", "utf-8", "zstd"})
    void given_aFalseClaim_when_read_then_theBytesAreTakenAsTheyAre(String coding) throws IOException {
        assertThat(read(TEXT, coding)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "bare", "br", "gzip, gzip", "br, gzip", "deflate, gzip"})
    void given_aBomb_when_read_then_itIsStoppedWhileLittleIsHeld(String coding) throws IOException {
        byte[] bomb =
                switch (coding) {
                    case "gzip" -> zeros(GZIPOutputStream::new);
                    case "deflate" -> zeros(DeflaterOutputStream::new);
                    case "bare" -> zeros(BodyReaderTest::bare);
                    case "br" -> BROTLI_BOMB;
                    case "gzip, gzip" -> packed(zeros(GZIPOutputStream::new), GZIPOutputStream::new);
                    case "br, gzip" -> packed(BROTLI_BOMB, GZIPOutputStream::new);
                    default -> packed(zeros(DeflaterOutputStream::new), GZIPOutputStream::new);
                };
        var wire = new Watched(bomb);

        assertThatThrownBy(() -> reader.read(wire, coding.replace("bare", "deflate")))
                .isInstanceOf(OversizeException.class)
                .hasMessageContaining("times");
        assertThat(wire.closed).isTrue();
    }

    @Test
    void given_aBombWhoseMiddleSwellsAndWhoseEndIsEmpty_when_read_then_theMiddleIsStopped() throws IOException {
        var middle = new ByteArrayOutputStream();
        for (int i = 0; i < 2_000_000; i++) {
            middle.writeBytes(new byte[] {0, 0, 0, (byte) 0xff, (byte) 0xff}); // a stored block of nothing
        }
        byte[] bomb = packed(middle.toByteArray(), GZIPOutputStream::new);

        assertThatThrownBy(() -> read(bomb, "deflate, gzip")).isInstanceOf(OversizeException.class);
    }

    @Test
    void given_anHonestPageThatRepeatsItself_when_read_then_itPasses() throws IOException {
        byte[] page = "<td>0</td>".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        assertThat(read(packed(page, GZIPOutputStream::new), "gzip")).isEqualTo(page);
    }

    @Test
    void given_aBodyThatIsCutOffOrDamaged_when_read_then_itIsNeverTakenForWhole() throws IOException {
        var words = new StringBuilder();
        new Random(1)
                .ints(2_000, 0, 1_000)
                .forEach(n -> words.append("word").append(n).append(' '));
        byte[] text = words.toString().getBytes(StandardCharsets.UTF_8);
        var random = new Random(2);
        for (var coding : List.of("gzip", "deflate", "bare", "br")) {
            byte[] whole =
                    switch (coding) {
                        case "gzip" -> packed(text, GZIPOutputStream::new);
                        case "deflate" -> packed(text, DeflaterOutputStream::new);
                        case "bare" -> packed(text, BodyReaderTest::bare);
                        default -> BROTLI_TEXT;
                    };
            String named = coding.replace("bare", "deflate");
            for (int length : new int[] {whole.length / 4, whole.length / 2, whole.length - 9}) {
                assertThatThrownBy(() -> read(Arrays.copyOf(whole, length), named))
                        .as("%s cut at %s", coding, length)
                        .isInstanceOf(DamagedException.class);
            }
            for (int i = 0; i < 300; i++) {
                byte[] damaged = whole.clone();
                damaged[2 + random.nextInt(damaged.length - 2)] ^= (byte) (1 + random.nextInt(255));
                try {
                    read(damaged, named);
                } catch (DamagedException | OversizeException e) {
                    // as it should be; anything else would end the fetch as a bug of ours
                }
            }
        }
    }

    @Test
    void given_aConnectionThatFails_when_read_then_itIsThatFailureAndNoDamage() throws IOException {
        byte[] whole = packed(TEXT, GZIPOutputStream::new);
        for (var coding : new String[] {null, "gzip", "br"}) {
            var wire = new SequenceInputStream(
                    new ByteArrayInputStream(coding != null && coding.equals("br") ? BROTLI_TEXT : whole, 0, 20),
                    new InputStream() {
                        @Override
                        public int read() throws IOException {
                            throw new SocketTimeoutException("Read timed out");
                        }
                    });
            assertThatThrownBy(() -> reader.read(wire, coding)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void given_moreSentThanTheCapAllows_when_packed_then_itIsRefusedToo() throws IOException {
        byte[] noise = new byte[2 << 20];
        new Random(3).nextBytes(noise);

        assertThatThrownBy(() -> read(packed(noise, GZIPOutputStream::new), "gzip"))
                .isInstanceOf(OversizeException.class)
                .hasMessageContaining("sent");
    }

    @Test
    void given_onlyTheStartIsWanted_when_aBombIsRead_then_itIsCut() throws IOException {
        assertThat(new BodyReader(1_000, 1_000, Integer.MAX_VALUE)
                        .readStart(new ByteArrayInputStream(zeros(GZIPOutputStream::new)), "gzip"))
                .hasSize(1_000);
    }

    @Test
    void given_moreThanTheCap_when_read_then_itIsRefused() {
        assertThatThrownBy(() -> read(new byte[(1 << 20) + 1], null)).isInstanceOf(OversizeException.class);
    }

    @Test
    void given_anUnknownCoding_when_read_then_itIsNamed() {
        assertThatThrownBy(() -> read(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x24}, "zstd"))
                .isInstanceOf(UnknownCodingException.class)
                .hasMessageContaining("zstd");
        assertThatThrownBy(() -> read(TEXT, "gzip,gzip,gzip,gzip")).isInstanceOf(UnknownCodingException.class);
    }
}
