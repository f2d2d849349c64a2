package sentinel.text.charset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Runs of ASCII in bytes: most of most pages. */
final class Ascii {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Ascii() {}

    /** Where the first byte from {@code from} on is that is not ASCII; {@code to} when there is none before it. */
    static int end(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - Long.BYTES && ((long) EIGHT.get(bytes, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }
}
