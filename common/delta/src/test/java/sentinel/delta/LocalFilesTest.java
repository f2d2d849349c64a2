package sentinel.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {

    @TempDir
    private Path directory;

    @Test
    void given_a_local_file_with_a_scheme_or_without_when_forced_then_that_file_is_opened() throws Exception {
        var file = Files.writeString(directory.resolve("a b.parquet"), "rows");
        LocalFiles.force(List.of(file.toString(), "file:" + file));
        assertThat(file).hasContent("rows");

        var missing = directory.resolve("missing.parquet");
        assertThatThrownBy(() -> LocalFiles.force(List.of(missing.toString()))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> LocalFiles.force(List.of("file:" + missing))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void given_a_file_of_an_object_store_when_forced_then_it_is_left_alone() throws Exception {
        LocalFiles.force(List.of("s3a://bucket/articles/x.parquet"));
    }
}
