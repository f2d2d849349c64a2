package sentinel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import sentinel.service.json.Json;

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

    @Test
    void given_a_silver_that_is_behind_when_printed_then_by_how_much() throws Exception {
        printSilver(
                "{'lag_versions':2,'lag_rows':1310,'lag_seconds':14.2,'left_out_rows':1,'left_out_reason':'no url'}");
        assertThat(text.toString().lines())
                .containsExactly(
                        "lag        Silver behind Bronze                     1,310 rows, 2 versions, 14 s",
                        "left out   1 rows of Bronze cannot be folded, of one of them: no url");
    }

    @Test
    void given_a_lag_that_is_not_known_when_printed_then_it_is_unknown_and_not_0() throws Exception {
        printSilver(
                "{'lag_versions':null,'lag_rows':null,'lag_seconds':null,'left_out_rows':null,'left_out_reason':null}");
        assertThat(text.toString().lines())
                .containsExactly(
                        "lag        Silver behind Bronze                     unknown rows, unknown versions, unknown s");
    }

    @Test
    void given_tables_when_printed_then_their_size_and_their_oldest_version_or_why_not() throws Exception {
        StatusCommand.printTables(
                new PrintWriter(text, true),
                Json.mapper()
                        .readTree(
                                """
                                {"tables": [
                                  {"name": "bronze", "version": 12345, "committed_at": "2026-11-02T00:00:00Z", "files": 1210,
                                   "bytes": 34567890, "oldest_version": 12000, "oldest_committed_at": "2026-11-01T08:15:30.5Z",
                                   "problem": null},
                                  {"name": "llm_calls", "version": null, "problem": null},
                                  {"name": "silver", "version": null, "problem": "the table cannot be read"}]}"""));
        assertThat(text.toString().lines())
                .containsExactly(
                        "table      bronze       1,210 files, 34.6 MB, version 12,345;"
                                + " readable from version 12,000 of 2026-11-01T08:15:30Z",
                        "table      llm_calls    not there yet",
                        "table      silver       the table cannot be read");
    }

    private void printSilver(String silver) throws Exception {
        StatusCommand.printSilver(new PrintWriter(text, true), Json.mapper().readTree(silver.replace('\'', '"')));
    }

    private boolean print(String health) throws Exception {
        return StatusCommand.printHealth(
                new PrintWriter(text, true), Json.mapper().readTree(health.replace('\'', '"')));
    }
}
