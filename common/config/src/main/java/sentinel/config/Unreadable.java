package sentinel.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Explains why a file or directory cannot be used, in words that follow its path. The messages of file exceptions
 * often contain only the path.
 */
public final class Unreadable {

    private static final String IS_A_DIRECTORY = "Is a directory"; // the JDK has no exception for it

    private Unreadable() {}

    /** A failure in words: for a file, its path and the reason; otherwise the exception's message. */
    public static String describe(Throwable failure) {
        if (failure instanceof FileSystemException file && file.getFile() != null) {
            return file.getFile() + " " + reason(file);
        }
        return text(failure);
    }

    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "is not accessible to this user";
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return "is not a directory";
        }
        if (IS_A_DIRECTORY.equals(failure.getMessage())) {
            return "is a directory";
        }
        boolean told = failure instanceof FileSystemException file && file.getReason() != null;
        return "cannot be used: " + (told ? ((FileSystemException) failure).getReason() : text(failure));
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
