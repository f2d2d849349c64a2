package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.parser.Pages;
import sentinel.parser.provider.ProviderChain;
import sentinel.parser.rules.RulesProvider;

/** What a provider does when no page gets an answer. */
class LlmOutageTest extends LlmProviderRig {

    @Test
    void given_no_answer_in_time_for_every_page_when_asked_then_it_is_an_outage() throws Exception {
        llm = new ScriptedLlm(LlmKind.OPENAI);
        var provider = provider(LlmKind.OPENAI, llm.url(), 0, Duration.ofMillis(300));
        llm.next(ScriptedLlm.dribble()).then(ScriptedLlm.hang());

        assertThat(outage(provider, Pages.page()).what()).isEqualTo("openai llm_timeout");
    }

    @Test
    void given_nobody_there_when_asked_then_it_is_an_outage() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var provider = provider(LlmKind.OPENAI, "http://127.0.0.1:" + port + "/v1", 0);

        assertThat(outage(provider, Pages.page()).what()).isEqualTo("openai connection");
    }

    @Test
    void given_a_slow_answer_when_it_comes_after_429_then_the_pause_is_kept_all_the_same() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(body -> body.contains("slow")
                ? llm.answer(ScriptedLlm.ANSWER)
                        .newBuilder()
                        .headersDelay(500, TimeUnit.MILLISECONDS)
                        .build()
                : ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "60"));
        var threads = Executors.newSingleThreadExecutor();
        try {
            var slow = threads.submit(() -> provider.extract(Pages.withText("A slow text."), 0));
            await().until(() -> llm.calls() == 1);
            outage(provider, Pages.page());
            extracted(slow.get());
        } finally {
            threads.shutdownNow();
        }

        assertThat(outage(provider, Pages.page()).pause()).isEqualTo(Duration.ofSeconds(60));
        assertThat(llm.calls()).isEqualTo(2);
    }

    @Test
    void given_the_end_of_a_pause_when_many_ask_then_one_does_and_the_others_wait() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.next(ScriptedLlm.error(401, "invalid_api_key"));
        outage(provider, Pages.page());
        clock.forward(Duration.ofSeconds(5));
        llm.then(llm.answer(ScriptedLlm.ANSWER)
                .newBuilder()
                .headersDelay(500, TimeUnit.MILLISECONDS)
                .build());
        var threads = Executors.newSingleThreadExecutor();
        try {
            var trial = threads.submit(() -> provider.extract(Pages.withText("The first."), 0));
            await().until(() -> llm.calls() == 2);
            assertThat(outage(provider, Pages.page()).pause()).isEqualTo(Duration.ofSeconds(1));
            extracted(trial.get());
        } finally {
            threads.shutdownNow();
        }

        extracted(provider.extract(Pages.page(), 0));
    }

    @ParameterizedTest
    @CsvSource({
        "401,invalid_api_key,5 10 20 40 80 160 300 300",
        "429,insufficient_quota,5 10 20 40 80 160 300 300",
        "429,rate_limit_exceeded,5 10 20 40 60 60",
        "503,server_error,5 10 20 40 60 60"
    })
    void given_an_outage_that_lasts_when_asked_then_the_pauses_grow(int status, String code, String seconds)
            throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(ScriptedLlm.error(status, code));

        var pauses = new StringJoiner(" ");
        for (int i = seconds.split(" ").length; i > 0; i--) {
            var pause = outage(provider, Pages.page()).pause();
            pauses.add(Long.toString(pause.toSeconds()));
            clock.forward(pause);
        }

        assertThat(pauses).hasToString(seconds);
    }

    @ParameterizedTest
    @CsvSource({"true,5", "false,5"})
    void given_many_429_when_a_500_comes_then_its_pause_is_the_first_of_its_kind(boolean retryAfter, long seconds)
            throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(
                retryAfter
                        ? ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "2")
                        : ScriptedLlm.error(429, "rate_limit_exceeded"));
        for (int i = 0; i < 8; i++) {
            clock.forward(outage(provider, Pages.page()).pause());
        }

        llm.then(ScriptedLlm.error(500, "server_error"));

        assertThat(outage(provider, Pages.page()).pause()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void given_waits_that_the_provider_asks_for_when_they_end_then_the_next_pause_is_a_first_one() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.next(
                ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "0"),
                ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "40"),
                ScriptedLlm.error(429, "rate_limit_exceeded"));

        for (long expected : new long[] {1, 40, 5}) {
            var pause = outage(provider, Pages.page()).pause();
            assertThat(pause).isEqualTo(Duration.ofSeconds(expected));
            clock.forward(pause);
        }
        extracted(provider.extract(Pages.page(), 0));
    }

    @Test
    void given_a_chain_when_the_first_is_down_then_the_next_answers_and_the_first_is_tried_again_later()
            throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.next(ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "5"));
        var chain = new ProviderChain(List.of(provider, new RulesProvider()));

        assertThat(extracted(chain.extract(Pages.page(), 0)).origin().provider())
                .isEqualTo("local");
        clock.forward(Duration.ofSeconds(6));
        assertThat(extracted(chain.extract(Pages.page(), 0)).origin().provider())
                .isEqualTo("openai");
    }
}
