package sentinel.common.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file or directory cannot be used, in words that follow its path; exceptions of files say little more than the path. */
public final class Unreadable {

    private static final String IS_A_DIRECTORY = "Is a directory"; // the JDK has no exception for it

    private Unreadable() {}

    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "may not be used by this user";
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return "is no directory";
        }
        if (IS_A_DIRECTORY.equals(failure.getMessage())) {
            return "is a directory";
        }
        return "cannot be used: "
                + (failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage());
    }
}
