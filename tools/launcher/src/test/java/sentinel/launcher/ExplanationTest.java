package sentinel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    @Test
    void given_failures_of_files_when_explained_then_in_words_and_each_once() {
        assertThat(Explanation.of(new NoSuchFileException("/d/x"))).isEqualTo("/d/x does not exist");
        assertThat(Explanation.of(new UncheckedIOException(new AccessDeniedException("/d/x"))))
                .isEqualTo("/d/x is not accessible to this user");
        assertThat(Explanation.of(new UncheckedIOException("cannot start", new NoSuchFileException("/d/x"))))
                .isEqualTo("cannot start: /d/x does not exist");
        assertThat(Explanation.of(new FileSystemException("/d/x", null, "No space left on device")))
                .isEqualTo("/d/x cannot be used: No space left on device");
        assertThat(Explanation.of(new IllegalStateException("closing failed", new IOException("no space left"))))
                .isEqualTo("closing failed: no space left");
        assertThat(Explanation.of(new UserError("port 1 is taken"))).isEqualTo("port 1 is taken");
    }
}
