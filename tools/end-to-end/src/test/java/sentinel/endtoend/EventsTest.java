package sentinel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every line of the log is an event in the dialect of docs/metrics.md: a fixed name, then key=value pairs. */
class EventsTest {

    private static final Path HOME = SentinelProcess.CHECKOUT;
    /** A call of the logger, with its first argument: a literal in one or more parts, or anything else. */
    private static final Pattern CALL = Pattern.compile(
            "\\b(?:log|LOG)\\.(?:trace|debug|info|warn|error)\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"[\\s+]*)+|[^\"\\s])");

    private static final Pattern PART = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern EVENT =
            Pattern.compile("[a-z][a-z0-9_]*( [a-z][a-z0-9_]*=(\\{}|\"[^\"]*\"|[\\w.]+))*");

    /** What a person wrote, or a library: it has blanks. */
    private static final Pattern UNQUOTED_TEXT = Pattern.compile(".* (reason|problem|cause|what|query)=\\{}.*");

    @Test
    void given_the_sources_when_they_log_then_it_is_an_event() throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(HOME)) {
            for (var file : files.filter(f -> f.toString().contains("/src/main/java/")
                            && f.toString().endsWith(".java"))
                    .toList()) {
                var call = CALL.matcher(Files.readString(file));
                while (call.find()) {
                    var literal = PART.matcher(call.group(1))
                            .results()
                            .map(part -> part.group(1))
                            .collect(Collectors.joining())
                            .replace("\\\"", "\"");
                    assertThat(literal).as(file.toString()).matches(EVENT).doesNotMatch(UNQUOTED_TEXT);
                    found.add(literal);
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(100);
    }
}
