package sentinel.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureClassTest {

    private static final Path DOCUMENT = Path.of("../../docs/architecture.md");

    @ParameterizedTest
    @EnumSource
    void given_a_class_when_its_name_is_read_then_it_is_that_class(ErrorClass known) {
        assertThat(FailureClass.of(known.id())).contains(known);
        assertThat(known.mayBeRetried() || known.mayBeParked()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"http_404,404", "http_503,503", "http_999,999"})
    void given_a_status_when_its_name_is_read_then_it_is_that_status(String id, int status) {
        assertThat(FailureClass.of(id)).contains(new HttpFailure(status));
        assertThat(new HttpFailure(status).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "TIMEOUT", "http_", "http_5xx", "http_12345678901", "a class of 2019"})
    void given_a_class_of_another_release_when_read_then_it_is_not_known(String id) {
        assertThat(FailureClass.of(id)).isEmpty();
    }

    @Test
    void given_the_documentation_when_compared_then_its_table_lists_the_classes() throws IOException {
        var rows = Files.readString(DOCUMENT)
                .split("## Error classes\n", 2)[1]
                .split("\n## ", 2)[0]
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of(ErrorClass.values()).map(known -> row(known.id(), known)),
                                Stream.of(row(HttpFailure.FAMILY, new HttpFailure(404))))
                        .toList());
    }

    private static String row(String name, FailureClass known) {
        var cells = List.of("`" + name + "`", known.replay().name().toLowerCase(Locale.ROOT), known.meaning());
        return "| " + String.join(" | ", cells) + " |";
    }
}
