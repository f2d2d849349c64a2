package sentinel.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/** Bytes that nobody changes, such as the body of a response. */
public final class Bytes {

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Without a copy: the caller gives the array away. */
    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes);
    }

    public int size() {
        return bytes.length;
    }

    /** The bytes themselves, not a copy: they must not be changed. */
    public byte[] array() {
        return bytes;
    }

    public InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
