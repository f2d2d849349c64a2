package sentinel.launcher;

import sentinel.common.config.ConfigException;

/** A failure in one line for a person; the log has the rest. */
final class Explanation {

    private Explanation() {}

    static String of(Throwable failure) {
        if (failure instanceof UserError || failure instanceof ConfigException) {
            return failure.getMessage();
        }
        var text = new StringBuilder(describe(failure));
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text.append(": ").append(describe(cause));
        }
        return text.toString();
    }

    private static String describe(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
