package sentinel.launcher;

import static java.util.Objects.requireNonNull;

import sentinel.config.ConfigException;
import sentinel.config.Unreadable;

/** A failure in one line for a person; the log has the rest. */
final class Explanation {

    private Explanation() {}

    static String of(Throwable failure) {
        if (failure instanceof UserError || failure instanceof ConfigException) {
            return requireNonNull(failure.getMessage(), "both are made with a message");
        }
        var text = new StringBuilder(Unreadable.describe(failure));
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            String next = Unreadable.describe(cause);
            if (text.indexOf(cause.toString()) >= 0) { // a wrapper without words of its own quotes its cause
                text.setLength(text.indexOf(cause.toString()));
                text.append(next);
            } else {
                text.append(": ").append(next);
            }
        }
        return text.toString();
    }
}
