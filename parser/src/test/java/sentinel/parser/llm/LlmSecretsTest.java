package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import sentinel.config.Secret;
import sentinel.parser.Pages;

/** A key is nowhere in what is thrown, logged or printed. */
class LlmSecretsTest extends LlmProviderRig {

    @ParameterizedTest
    @CsvSource({"400", "401", "404", "429", "500"})
    void given_an_error_that_quotes_the_key_when_told_then_the_key_is_nowhere(int status) throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(ScriptedLlm.error(status, "invalid_request_error"));

        var written = new StringWriter();
        try (var log = new CapturedLog()) {
            outage(provider, Pages.page()).printStackTrace(new PrintWriter(written));
            assertThat(log.lines()).anyMatch(line -> line.contains("provider_outage"));
            log.lines().forEach(written::write);
        }

        assertThat(written.toString()).doesNotContain(ScriptedLlm.KEY).doesNotContain("0123456789");
    }

    @Test
    void given_a_configuration_when_printed_then_the_key_is_stars() {
        var config = new LlmConfig(
                "openai",
                LlmKind.OPENAI,
                "m",
                Prompt.newest(),
                URI.create("http://x/"),
                new Secret(ScriptedLlm.KEY),
                Price.FREE,
                new LlmConfig.Limits(1, 0, 0, 1000, 100, TIMEOUT));

        assertThat(config.toString()).doesNotContain(ScriptedLlm.KEY);
        assertThatThrownBy(() -> new Price(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** All that is logged anywhere meanwhile, at every level. */
    private static final class CapturedLog implements AutoCloseable {
        private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        private final Level level = root.getLevel();
        private final ListAppender<ILoggingEvent> events = new ListAppender<>();

        CapturedLog() {
            root.setLevel(Level.TRACE);
            events.start();
            root.addAppender(events);
        }

        List<String> lines() {
            return List.copyOf(events.list).stream()
                    .map(e -> e.getFormattedMessage()
                            + (e.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(e.getThrowableProxy())))
                    .toList();
        }

        @Override
        public void close() {
            root.detachAppender(events);
            root.setLevel(level);
        }
    }
}
