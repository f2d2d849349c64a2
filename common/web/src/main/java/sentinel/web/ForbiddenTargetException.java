package sentinel.web;

import java.net.UnknownHostException;

/**
 * The URL leads to a target that is not allowed for links of third parties. This is not a network failure and must not
 * be retried.
 */
public final class ForbiddenTargetException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenTargetException(String message) {
        super(message);
    }
}
