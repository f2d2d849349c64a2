package sentinel.text.charset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** Whatever the bytes and however they are read, the text is the JDK's. */
class Utf8ReaderTest {

    /** Where the rules change: the ends of what each length of sequence may hold. */
    private static final int[] EDGES = {
        0, 'a', 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef,
        0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
    };

    @Property(tries = 500)
    void given_anyText_when_read_then_itIsThatText(
            @ForAll @StringLength(max = 300) String raw, @ForAll @IntRange(min = 1, max = 40) int piece) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        String text = new String(bytes, StandardCharsets.UTF_8);

        assertThat(read(bytes, piece, Integer.MAX_VALUE)).isEqualTo(text);
    }

    @Property(tries = 2_000)
    void given_damagedBytes_when_read_then_theDamageIsReplacedAsTheJdkDoes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int piece) {
        var random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(60)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(3) == 0 ? 'a' : EDGES[random.nextInt(EDGES.length)]);
        }

        assertThat(read(bytes, piece, Integer.MAX_VALUE)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void given_aLimit_when_read_then_theTextEndsThere(
            @ForAll @StringLength(max = 100) String raw, @ForAll @IntRange(max = 120) int limit) {
        byte[] bytes = ("\ud83d\ude00é" + raw).getBytes(StandardCharsets.UTF_8);
        String text = new String(bytes, StandardCharsets.UTF_8);

        assertThat(read(bytes, 7, limit)).isEqualTo(text.substring(0, Math.min(limit, text.length())));
    }

    private static String read(byte[] bytes, int piece, int maxChars) {
        var text = new StringBuilder();
        var buffer = new char[piece + 2];
        try (var reader = new Utf8Reader(bytes, 0, bytes.length, maxChars)) {
            for (int n = reader.read(buffer, 1, piece); n >= 0; n = reader.read(buffer, 1, piece)) {
                text.append(buffer, 1, n);
            }
        }
        assertThat(buffer[0]).isEqualTo((char) 0);
        assertThat(buffer[piece + 1]).isEqualTo((char) 0);
        return text.toString();
    }
}
