package sentinel.launcher;

/** An error that only the user can correct. The message says what is wrong and what to do. Exit code 2. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserError(String message) {
        super(message);
    }
}
