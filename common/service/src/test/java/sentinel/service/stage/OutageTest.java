package sentinel.service.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final StageLoop.Outage outage = new StageLoop.Outage();

    @Test
    void given_an_outage_when_told_then_with_its_reason_and_when_it_is_tried_again() {
        assertThat(new OutageException("archive", Duration.ofSeconds(5), new IOException("no space left")))
                .hasMessage("archive is not available: no space left; trying again in 5s");
        assertThat(new OutageException("redis", Duration.ofMillis(20), new RuntimeException(" ", new IOException())))
                .hasMessage("redis is not available: RuntimeException; trying again in 1s");
        assertThat(new OutageException("openai daily budget", Duration.parse("PT7H3M9.5S"), null))
                .hasMessage("openai daily budget is not available; trying again in 7h3m9s");
    }

    @Test
    void given_messages_that_wait_for_its_end_when_told_then_the_reason_of_the_first_stays() {
        outage.began(new OutageException("openai key", Duration.ofSeconds(5), new IOException("HTTP 401")));
        outage.began(new OutageException("openai key", Duration.ofSeconds(4), null));
        assertThat(outage.problem()).contains("openai key is not available: HTTP 401; trying again in 5s");

        outage.began(new OutageException("openai quota", Duration.ofSeconds(4), null));
        assertThat(outage.problem()).contains("openai quota is not available; trying again in 4s");
        outage.ended();
        assertThat(outage.problem()).isEmpty();
    }
}
