package sentinel.launcher;

/** Something only the user can mend: the message says what and how. Exit code 2. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserError(String message) {
        super(message);
    }
}
