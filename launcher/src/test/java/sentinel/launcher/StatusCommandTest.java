package sentinel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import sentinel.common.message.Json;

class StatusCommandTest {

    private final StringWriter text = new StringWriter();

    @Test
    void given_nothing_wrong_when_printed_then_ready_alone() throws Exception {
        assertThat(print("{'status':'ready','checks':{'a':'up','b':'up'},'warnings':{}}"))
                .isTrue();
        assertThat(text.toString().lines()).containsExactly("health     ready");
    }

    @Test
    void given_a_warning_while_ready_when_printed_then_it_is_named_and_all_is_not_well() throws Exception {
        assertThat(print("{'status':'ready','checks':{'a':'up'},'warnings':{'rss.feed: Mill Post':'status 404'}}"))
                .isFalse();
        assertThat(text.toString().lines())
                .containsExactly("health     ready", "problem    rss.feed: Mill Post: status 404");
    }

    @Test
    void given_problems_when_printed_then_each_with_its_reason() throws Exception {
        assertThat(print("{'status':'not ready','checks':{'b':'key refused','a':'up','silver':'ended with code 1'}}"))
                .isFalse();
        assertThat(text.toString().lines())
                .containsExactly(
                        "health     not ready", "problem    b: key refused", "problem    silver: ended with code 1");
    }

    @Test
    void given_no_answer_when_printed_then_that_is_said() {
        assertThat(StatusCommand.printHealth(new PrintWriter(text, true), null)).isFalse();
        assertThat(text.toString().lines()).containsExactly("health     the API does not answer (yet)");
    }

    private boolean print(String health) throws Exception {
        return StatusCommand.printHealth(
                new PrintWriter(text, true), Json.mapper().readTree(health.replace('\'', '"')));
    }
}
