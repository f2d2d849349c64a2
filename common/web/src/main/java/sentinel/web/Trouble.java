package sentinel.web;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Why there is no answer. This is the one place that distinguishes failures of the network. */
public enum Trouble {
    /** The guard refuses the target. */
    FORBIDDEN,
    /** The body exceeds a limit. */
    OVERSIZE,
    /** The body has a coding that the request did not accept. */
    UNKNOWN_CODING,
    /** The body cannot be decompressed. */
    DAMAGED,
    /** The name has no address, or DNS did not answer. */
    DNS,
    /** A time limit was reached. */
    TIMEOUT,
    /** There is no secure connection. */
    TLS,
    /** The connection failed in another way. */
    CONNECTION;

    static Trouble of(IOException e) {
        if (e instanceof ForbiddenTargetException) {
            return FORBIDDEN;
        } else if (e instanceof BodyReader.OversizeException) {
            return OVERSIZE;
        } else if (e instanceof BodyReader.UnknownCodingException) {
            return UNKNOWN_CODING;
        } else if (e instanceof BodyReader.DamagedException) {
            return DAMAGED;
        } else if (e instanceof UnknownHostException) {
            return DNS;
        } else if (e instanceof InterruptedIOException) { // a socket's time limit is one too
            return TIMEOUT;
        } else if (e instanceof SSLException) {
            return TLS;
        }
        return CONNECTION;
    }
}
