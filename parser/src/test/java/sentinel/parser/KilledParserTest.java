package sentinel.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.LlmCall;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.fixture.TestServers;
import sentinel.parser.llm.LlmKind;
import sentinel.parser.llm.ScriptedLlm;
import sentinel.service.json.Json;

/** A provider is down while pages wait, and the parser's process is killed twice. */
class KilledParserTest {

    private static final int PAGES = 500;
    private static final int CONCURRENCY = 16;
    private static final BigDecimal COST = new BigDecimal("0.0014"); // 1,000 tokens at 1 dollar a million, 100 at 4
    private static final double BUDGET = 2;

    @TempDir
    Path dir;

    private final KafkaSettings kafka = TestServers.kafka();
    private final ParserTopics topics = new ParserTopics(kafka);

    @Test
    void
            given_pages_that_wait_for_a_provider_when_the_parser_is_killed_then_each_is_parsed_once_and_every_call_is_booked()
                    throws Exception {
        var answers = new AtomicInteger();
        try (var llm = new ScriptedLlm(LlmKind.OPENAI)) {
            topics.send(IntStream.range(0, PAGES)
                    .mapToObj(i -> Pages.withText(Pages.TEXT + " Story " + i + "."))
                    .toList());
            llm.then(ScriptedLlm.error(503, "overloaded"));
            killWhen(start(llm, 1), () -> llm.calls() >= 3);

            var second = start(llm, 2);
            int before = llm.calls();
            await().atMost(Duration.ofSeconds(180)).until(() -> llm.calls() > before);
            llm.then(body -> {
                answers.incrementAndGet();
                return llm.answer(ScriptedLlm.ANSWER)
                        .newBuilder()
                        .headersDelay(100, TimeUnit.MILLISECONDS)
                        .build();
            });
            killWhen(second, () -> answers.get() >= PAGES / 4);

            var third = start(llm, 3);
            try {
                var articles = topics.read(kafka.topics().parsedArticles(), PAGES);

                assertThat(articles).hasSize(PAGES);
                var urls = new ArrayList<String>();
                for (var article : articles) {
                    urls.add(Json.decode(article.value(), BronzeArticle.class).normalizedUrl());
                }
                assertThat(urls).doesNotHaveDuplicates();
                assertThat(topics.read(kafka.topics().deadLetters(DeadLetterStage.PARSE), 0))
                        .isEmpty();
                assertBooks(llm, answers);
            } finally {
                third.destroyForcibly().waitFor();
            }
        }
    }

    /**
     * A process that is killed during calls does not know how they ended: each of these is in the books as unknown, with the most
     * that it may have cost. So the books never say less than was spent, and all other entries are exact.
     */
    private void assertBooks(ScriptedLlm llm, AtomicInteger answers) {
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            var calls = new ArrayList<>(ledger().values());
            long unknown = count(calls, LlmCall.UNKNOWN);
            assertThat(calls.size()).isBetween(llm.calls(), llm.calls() + (int) unknown);
            assertThat(unknown).isLessThanOrEqualTo(2L * CONCURRENCY);
            assertThat(count(calls, LlmCall.OK)).isBetween(answers.get() - unknown, (long) answers.get());
            assertThat(calls.stream().filter(call -> call.outcome().equals(LlmCall.OK)))
                    .allSatisfy(call -> assertThat(call.costUsd()).isEqualByComparingTo(COST));
            var booked = calls.stream()
                    .map(call -> call.costUsd() == null ? BigDecimal.ZERO : call.costUsd())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(booked).isGreaterThanOrEqualTo(COST.multiply(BigDecimal.valueOf(answers.get())));
            assertThat(booked.doubleValue()).isLessThan(BUDGET);
        });
    }

    private static long count(List<LlmCall> calls, String outcome) {
        return calls.stream().filter(call -> call.outcome().equals(outcome)).count();
    }

    /** Calls that were made, by id: an entry that was recovered may be there twice. */
    private Map<String, LlmCall> ledger() throws Exception {
        var calls = new HashMap<String, LlmCall>();
        for (var record : topics.read(kafka.topics().llmCalls(), 1)) {
            var call = Json.decode(record.value(), LlmCall.class);
            if (!call.outcome().equals(LlmCall.CACHED)) {
                calls.merge(call.callId(), call, (a, b) -> a.recovered() ? b : a);
            }
        }
        return calls;
    }

    private static void killWhen(Process parser, java.util.concurrent.Callable<Boolean> reached) throws Exception {
        try {
            await().atMost(Duration.ofSeconds(180)).until(reached);
        } finally {
            parser.destroyForcibly().waitFor(); // SIGKILL
        }
    }

    private Process start(ScriptedLlm llm, int n) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        ParserMain.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("parser-" + n + ".log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        kafka.bootstrapServers(),
                        "SENTINEL_TOPIC_PREFIX",
                        kafka.topics().prefix(),
                        "REDIS_URL",
                        TestServers.redisUrl(),
                        "SENTINEL_PROVIDER",
                        "openai",
                        "SENTINEL_LLM_BASE_URL",
                        llm.url(),
                        "SENTINEL_LLM_PRICE_INPUT",
                        "1",
                        "SENTINEL_LLM_PRICE_OUTPUT",
                        "4",
                        "SENTINEL_DAILY_BUDGET_USD",
                        Double.toString(BUDGET),
                        "OPENAI_API_KEY",
                        ScriptedLlm.KEY,
                        "SENTINEL_HEALTH_PORT",
                        "0"));
        builder.environment().put("SENTINEL_LLM_CONCURRENCY", Integer.toString(CONCURRENCY));
        return builder.start();
    }
}
