package sentinel.web;

import java.net.UnknownHostException;

/** The URL leads where a stranger's link may not lead. Not a failure of the network: never retried. */
public final class ForbiddenTargetException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenTargetException(String message) {
        super(message);
    }
}
