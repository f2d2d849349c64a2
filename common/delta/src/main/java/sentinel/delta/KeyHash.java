package sentinel.delta;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * Hashes of texts, 64 bits of SHA-256 with a secret of this process: nobody can make texts that meet on purpose. Not
 * thread-safe.
 */
public final class KeyHash {

    private final byte[] secret = new byte[16];
    private final MessageDigest sha256;

    /** Creates hashes with a new secret. */
    public KeyHash() {
        new SecureRandom().nextBytes(secret);
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** The hash of a text; not 0. */
    public long of(String text) {
        sha256.update(secret);
        var digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        long hash = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = hash << 8 | (digest[i] & 0xff);
        }
        return hash == 0 ? 1 : hash;
    }
}
