package sentinel.reparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.RedisClient;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.LlmCall;
import sentinel.contract.table.SilverColumn;
import sentinel.fixture.KafkaProbe;
import sentinel.fixture.TestServers;
import sentinel.service.json.Json;
import sentinel.simulator.Newsroom;
import sentinel.simulator.NewsroomConfig;
import sentinel.simulator.http.Answer;
import sentinel.simulator.http.Handler;
import sentinel.simulator.http.HttpServer;
import sentinel.simulator.http.Request;
import sentinel.simulator.llm.LlmBehaviour;
import sentinel.simulator.llm.LlmDesk;

/** {@code ./sentinel reparse} over a real Delta table, Kafka, Redis and a stand-in model. */
class ReparseMainTest {

    private static final Pattern STORY = Pattern.compile("Story number (\\d+)");
    private static final String[] ALL = {"--since", "2026-03-01", "--prompt", "article-2", "--provider", "openai"};

    @TempDir
    Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final LlmDesk desk = new LlmDesk(1, LlmBehaviour.GOOD);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Answers by the number of the story. */
    private final Map<Integer, Integer> answered = new ConcurrentHashMap<>();

    private volatile int mostAnswers = Integer.MAX_VALUE;
    private HttpServer model;

    @BeforeEach
    void serve() throws IOException {
        model = HttpServer.bind(List.of("127.0.0.1"), 0).serve(new Handler() {
            @Override
            public Answer answer(Request request) {
                var story = STORY.matcher(request.body());
                if (story.find()) {
                    answerOrWait(Integer.parseInt(story.group(1)));
                }
                return desk.answer(request);
            }

            @Override
            public boolean isHeavy(Request request) {
                return true;
            }
        });
    }

    private void answerOrWait(int story) {
        synchronized (answered) {
            if (answered.size() < mostAnswers) {
                answered.merge(story, 1, Integer::sum);
                return;
            }
        }
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        open.countDown();
        model.close();
    }

    private SilverTable silver() throws IOException {
        return new SilverTable(data.resolve("silver/articles"));
    }

    private Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "SENTINEL_DATA",
                data.toString(),
                "OPENAI_API_KEY",
                "k",
                "OPENAI_BASE_URL",
                "http://127.0.0.1:" + model.port() + "/llm/openai/v1"));
    }

    private Map<String, String> environment(KafkaSettings kafka) {
        var environment = environment();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("SENTINEL_TOPIC_PREFIX", kafka.topics().prefix());
        return environment;
    }

    private int reparse(Map<String, String> environment, String[] basic, String... more) {
        var arguments = new ArrayList<>(List.of(basic));
        arguments.addAll(List.of(more));
        return ReparseMain.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private static List<BronzeArticle> records(KafkaProbe probe, KafkaSettings kafka) throws Exception {
        var records = new ArrayList<BronzeArticle>();
        for (var record : probe.read(kafka.topics().parsedArticles())) {
            records.add(Json.decode(record.value(), BronzeArticle.class));
        }
        return records;
    }

    private static List<String> outcomes(KafkaProbe probe, KafkaSettings kafka) throws Exception {
        var outcomes = new ArrayList<String>();
        for (var record : probe.read(kafka.topics().llmCalls())) {
            outcomes.add(Json.decode(record.value(), LlmCall.class).outcome());
        }
        return outcomes;
    }

    @Test
    void given_texts_when_run_dry_then_the_sample_is_compared_and_nothing_is_published() throws Exception {
        var rows =
                new ArrayList<>(IntStream.range(0, 5).mapToObj(SilverTable::row).toList());
        rows.get(0).put(SilverColumn.SENTIMENT, "positive");
        rows.get(1).put(SilverColumn.UPDATED_TS, SilverTable.CAME.minus(Duration.ofDays(9)));
        silver().write(rows);
        var kafka = TestServers.kafka();
        try (var probe = new KafkaProbe(kafka.bootstrapServers())) {
            assertThat(reparse(environment(kafka), ALL, "--dry-run"))
                    .as(err.toString())
                    .isZero();

            assertThat(probe.count(kafka.topics().parsedArticles())).isZero();
            assertThat(probe.count(kafka.topics().llmCalls())).isZero();
        }
        assertThat(desk.calls()).isEqualTo(4);
        assertThat(answered).doesNotContainKey(1);
        assertThat(out.toString())
                .contains("articles      4 with text since 2026-03-01T00:00:00Z, 0 of them read")
                .contains("sample        4 articles read, 0 without an answer")
                .contains("sentiment     0.750 equal")
                .contains("companies     0.000 mean Jaccard, 0.000 identical")
                .contains("people        1.000 mean Jaccard, 1.000 identical")
                .contains("low score     0 below 0.3")
                .contains("paid for the sample, about ")
                .contains("ms p50")
                .contains("promotion     4 articles to read");
    }

    @Test
    void given_a_small_sample_when_run_dry_twice_without_kafka_then_the_same_articles_are_read() throws Exception {
        silver().write(IntStream.range(0, 30).mapToObj(SilverTable::row).toList());

        assertThat(reparse(environment(), ALL, "--dry-run", "--sample", "3"))
                .as(err.toString())
                .isZero();
        var first = Map.copyOf(answered);
        assertThat(reparse(environment(), ALL, "--dry-run", "--sample", "3"))
                .as(err.toString())
                .isZero();

        assertThat(first).hasSize(3);
        assertThat(answered).containsOnlyKeys(first.keySet());
        assertThat(out.toString()).contains("promotion     30 articles to read");
    }

    @Test
    void given_texts_when_promoted_then_records_and_calls_are_published_and_a_second_run_sends_nothing()
            throws Exception {
        var rows =
                new ArrayList<>(IntStream.range(0, 5).mapToObj(SilverTable::row).toList());
        rows.get(0).put(SilverColumn.EXTRACTION_VERSION, 3);
        rows.get(4)
                .putAll(Map.of(
                        SilverColumn.PROVIDER, "openai",
                        SilverColumn.MODEL, "gpt-4.1-mini",
                        SilverColumn.PROMPT_VERSION, "article-2"));
        var silver = silver().write(rows);
        var kafka = TestServers.kafka();
        try (var probe = new KafkaProbe(kafka.bootstrapServers())) {
            assertThat(reparse(environment(kafka), ALL, "--sample", "2"))
                    .as(err.toString())
                    .isZero();

            var records = records(probe, kafka);
            assertThat(records).hasSize(4);
            for (int n = 0; n < 4; n++) {
                var row = rows.get(n);
                assertThat(records)
                        .filteredOn(record -> record.normalizedUrl().equals(row.get(SilverColumn.NORMALIZED_URL)))
                        .singleElement()
                        .satisfies(record -> {
                            assertThat(record.extractionVersion())
                                    .isEqualTo((int) row.get(SilverColumn.EXTRACTION_VERSION) + 1);
                            assertThat(record.contentHash()).isEqualTo(row.get(SilverColumn.CONTENT_HASH));
                            assertThat(record.body()).isEqualTo(row.get(SilverColumn.BODY));
                            assertThat(record.title()).isEqualTo("Acme to buy Gearbox");
                            assertThat(record.author()).isEqualTo("Ann Lee, Bo Chen");
                            assertThat(record.publishDate()).isEqualTo(row.get(SilverColumn.PUBLISH_DATE));
                            assertThat(record.fetchTimestamp()).isEqualTo(row.get(SilverColumn.FETCH_TIMESTAMP));
                            assertThat(record.recordId()).isEqualTo(row.get(SilverColumn.RECORD_ID));
                            assertThat(record.provider()).isEqualTo("openai");
                            assertThat(record.promptVersion()).isEqualTo("article-2");
                        });
            }
            assertThat(desk.calls()).isEqualTo(4);
            assertThat(outcomes(probe, kafka)).containsExactlyInAnyOrder("ok", "ok", "ok", "ok", "cached", "cached");
            assertThat(out.toString()).contains("published     4 records");

            var after = new ArrayList<Map<SilverColumn, Object>>();
            for (var row : rows) {
                after.add(records.stream()
                        .filter(record -> record.normalizedUrl().equals(row.get(SilverColumn.NORMALIZED_URL)))
                        .findFirst()
                        .map(record -> SilverTable.taken(row, record))
                        .orElse(row));
            }
            silver.write(after);
            assertThat(reparse(environment(kafka), ALL)).isZero();
            assertThat(err.toString()).contains("reparse: nothing to read");
            assertThat(desk.calls()).isEqualTo(4);
            assertThat(probe.count(kafka.topics().parsedArticles())).isEqualTo(4);
        }
    }

    @Test
    void given_a_run_that_is_killed_half_way_when_repeated_then_each_text_is_answered_once() throws Exception {
        int articles = 8;
        silver().write(IntStream.range(0, articles).mapToObj(SilverTable::row).toList());
        var kafka = TestServers.kafka();
        var environment = environment(kafka);
        environment.put("REDIS_URL", TestServers.redisUrl());
        mostAnswers = articles / 2;
        var process = start(environment, "--sample", "1");
        try {
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> answered.size() == mostAnswers && desk.calls() >= mostAnswers);
            awaitCached(environment, articles / 2);
        } finally {
            process.destroyForcibly().waitFor(); // SIGKILL
        }
        mostAnswers = Integer.MAX_VALUE;
        open.countDown(); // what waits is answered to nobody, and not counted
        try (var probe = new KafkaProbe(kafka.bootstrapServers())) {
            assertThat(probe.count(kafka.topics().parsedArticles())).isZero();

            assertThat(reparse(environment, ALL, "--sample", "1"))
                    .as(err.toString())
                    .isZero();

            assertThat(answered).hasSize(articles).allSatisfy((story, times) -> assertThat(times)
                    .isEqualTo(1));
            assertThat(records(probe, kafka).stream().map(BronzeArticle::normalizedUrl))
                    .hasSize(articles)
                    .doesNotHaveDuplicates();
        }
    }

    /** The answers are in Redis; the process has sent them there after the model gave them. */
    private static void awaitCached(Map<String, String> environment, int answers) {
        try (var redis = RedisClient.create(environment.get("REDIS_URL"))) {
            String keys = environment.get("SENTINEL_TOPIC_PREFIX") + "*llm:answer:*";
            await().atMost(Duration.ofSeconds(30)).until(() -> redis.keys(keys).size() == answers);
        }
    }

    private Process start(Map<String, String> environment, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ReparseMain.class.getName()));
        command.addAll(List.of(ALL));
        command.addAll(List.of(more));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("reparse.log").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Test
    void given_a_batch_when_promoted_then_its_answers_are_published_and_the_ledger_has_the_price_of_batches()
            throws Exception {
        silver().write(IntStream.range(0, 12).mapToObj(SilverTable::row).toList());
        var kafka = TestServers.kafka();
        try (var probe = new KafkaProbe(kafka.bootstrapServers());
                var newsroom =
                        Newsroom.start(NewsroomConfig.still().withArticles(1).withTrouble(0))) {
            var environment = environment(kafka);
            environment.put("OPENAI_BASE_URL", newsroom.openAiBaseUrl());

            assertThat(reparse(environment, ALL, "--sample", "2", "--batch"))
                    .as(err.toString())
                    .isZero();

            assertThat(newsroom.batchesPaid().requests())
                    .as("all but the sample")
                    .isEqualTo(10);
            assertThat(records(probe, kafka).stream().map(BronzeArticle::normalizedUrl))
                    .hasSize(12)
                    .doesNotHaveDuplicates();
            assertThat(outcomes(probe, kafka))
                    .hasSize(2 + 10 + 12)
                    .filteredOn("ok"::equals)
                    .hasSize(12);
            assertThat(err.toString()).contains("10 requests submitted", "collected, 10 answers to 10 requests");
        }
    }

    @Test
    void given_a_provider_without_batches_when_asked_for_them_then_nothing_is_read_and_the_code_is_2()
            throws Exception {
        silver().write(List.of(SilverTable.row(0)));
        var environment = environment(TestServers.kafka());
        environment.put("DEEPSEEK_API_KEY", "k");
        String[] deepseek = {"--since", "2026-03-01", "--prompt", "article-2", "--provider", "deepseek", "--batch"};

        assertThat(reparse(environment, deepseek)).isEqualTo(2);

        assertThat(err.toString()).contains("reparse: --batch: provider deepseek has no batch interface");
    }

    @Test
    void given_a_budget_that_is_too_small_when_run_then_it_says_so_and_publishes_nothing() throws Exception {
        silver().write(List.of(SilverTable.row(0)));
        var kafka = TestServers.kafka();
        var environment = environment(kafka);
        environment.put("SENTINEL_DAILY_BUDGET_USD", "0.000001");

        assertThat(reparse(environment, ALL)).isEqualTo(1);

        assertThat(err.toString()).contains("openai daily budget").contains("run the command again");
        assertThat(desk.calls()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday, article-2, openai, 10, --since yesterday is not a time",
        "7d, article-0, openai, 10, --prompt article-0 is not one of",
        "7d, article-2, local, 10, --provider local is not one of",
        "7d, article-2, openai, 0, --sample 0 is not between",
        "7d, article-2, anthropic, 10, ANTHROPIC_API_KEY",
        "7d, article-2, openai, 10, there is no Silver at",
    })
    void given_wrong_input_when_run_then_one_line_says_what_and_the_code_is_2(
            String since, String prompt, String provider, String sample, String said) {
        String[] arguments = {
            "--since", since, "--prompt", prompt, "--provider", provider, "--sample", sample, "--dry-run"
        };
        assertThat(reparse(environment(), arguments)).isEqualTo(2);
        assertThat(err.toString()).startsWith("reparse: ").contains(said);
    }

    @Test
    void given_nothing_to_read_from_or_to_write_to_when_run_then_one_line_says_so_and_the_code_is_2() throws Exception {
        assertThat(reparse(environment(), ALL)).isEqualTo(2);
        assertThat(err.toString()).contains("no Sentinel is running on").contains("or use --dry-run");

        silver().write(List.of(SilverTable.row(0)));
        String[] future = {"--since", "2026-03-05", "--prompt", "article-2", "--provider", "openai", "--dry-run"};
        assertThat(reparse(environment(), future)).isEqualTo(2);
        assertThat(err.toString()).contains("nothing to read: no article of");

        String[] noProvider = {"--since", "2026-03-01", "--prompt", "article-2", "--dry-run"};
        assertThat(reparse(environment(), noProvider)).isEqualTo(2);
        assertThat(err.toString()).contains("SENTINEL_PROVIDER names no model");
        assertThat(desk.calls()).isZero();
    }
}
