package sentinel.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sentinel.parser.llm.ScriptedLlm.ANSWER;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.PageFetched;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.fixture.TestServers;
import sentinel.parser.llm.LlmKind;
import sentinel.parser.llm.ScriptedLlm;
import sentinel.service.json.Json;
import sentinel.service.run.Health;
import sentinel.service.run.Loop;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;

/** The whole service between its topics, with real Kafka. */
class ParserPipelineTest {

    private final KafkaSettings kafka = TestServers.kafka();
    private final ParserTopics topics = new ParserTopics(kafka);
    private final Scope scope = new Scope();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Health health = new Health();
    private Loop loop;
    private Thread thread;

    private void start(Map<String, String> variables) {
        var env = new HashMap<>(variables);
        env.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        env.put("SENTINEL_TOPIC_PREFIX", kafka.topics().prefix());
        var config = Env.read(env, ParserConfig::from);
        loop = ParserMain.wire(config, new ServiceContext(scope, metrics, health));
        thread = new Thread(loop::run, "parser-under-test");
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        loop.stop();
        thread.join(20_000);
        scope.close();
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void given_pages_when_the_local_provider_parses_then_each_is_one_article_and_poison_is_one_dead_letter()
            throws Exception {
        var pages = IntStream.range(0, 200)
                .mapToObj(i -> Pages.withText(Pages.TEXT + "\n\nStory number " + i + "."))
                .toList();
        topics.send(pages);
        topics.sendRaw("poison", "{\"url\": 7".getBytes(StandardCharsets.UTF_8));
        start(Map.of());

        var articles = topics.read(kafka.topics().parsedArticles(), 200);
        var dead = topics.read(kafka.topics().deadLetters(DeadLetterStage.PARSE), 1);

        assertThat(articles).hasSize(200);
        var decoded = new ArrayList<BronzeArticle>();
        for (var article : articles) {
            decoded.add(Json.decode(article.value(), BronzeArticle.class));
        }
        assertThat(decoded)
                .extracting(BronzeArticle::contentHash)
                .containsExactlyInAnyOrderElementsOf(
                        pages.stream().map(PageFetched::contentHash).toList());
        assertThat(decoded).allSatisfy(article -> {
            assertThat(article.provider()).isEqualTo("local");
            assertThat(article.model()).isEqualTo("rules-2");
            assertThat(article.companies()).contains("Acme Corp");
            assertThat(article.dataValueScore()).isEqualTo(1);
        });
        assertThat(dead).hasSize(1);
        assertThat(ParserTopics.header(dead.get(0), ErrorHeaders.CLASS)).isEqualTo("undecodable");
        assertThat(ParserTopics.header(dead.get(0), ErrorHeaders.KIND)).isEqualTo(ErrorHeaders.PERMANENT);
        assertThat(ParserTopics.header(dead.get(0), ErrorHeaders.STAGE)).isEqualTo("parse");
    }

    @Test
    void given_a_page_without_text_when_parsed_then_it_is_an_article_all_the_same() throws Exception {
        topics.send(List.of(Pages.withText("")));
        start(Map.of());

        var article = Json.decode(
                topics.read(kafka.topics().parsedArticles(), 1).get(0).value(), BronzeArticle.class);

        assertThat(article.title()).isEqualTo("Acme to buy Gearbox");
        assertThat(article.summary()).isNull();
        assertThat(article.sentiment()).isNull();
    }

    @Test
    void given_a_model_that_fails_on_some_pages_when_parsed_then_these_are_dead_letters_and_the_others_articles()
            throws Exception {
        try (var llm = new ScriptedLlm(LlmKind.OPENAI)) {
            llm.then(body -> body.contains("nonsense") ? llm.saying("I am afraid not.") : llm.answer(ANSWER));
            var good = IntStream.range(0, 40)
                    .mapToObj(i -> Pages.withText(Pages.TEXT + " Story " + i + "."))
                    .toList();
            var bad = IntStream.range(0, 3)
                    .mapToObj(i -> Pages.withText("Some nonsense of number " + i + "."))
                    .toList();
            topics.send(bad);
            topics.send(good);
            start(openai(llm));

            var articles = topics.read(kafka.topics().parsedArticles(), 40);
            var dead = topics.read(kafka.topics().deadLetters(DeadLetterStage.PARSE), 3);

            assertThat(articles).hasSize(40);
            for (var record : articles) {
                var article = Json.decode(record.value(), BronzeArticle.class);
                assertThat(article.provider()).isEqualTo("openai");
                assertThat(article.companies())
                        .as("ungrounded ones dropped")
                        .containsExactly("Acme Corp", "Gearbox Ltd");
                assertThat(article.costUsd()).isEqualByComparingTo("0.0014");
                assertThat(article.dataValueScore()).isLessThan(1);
            }
            assertThat(dead).hasSize(3);
            for (var letter : dead) {
                assertThat(ParserTopics.header(letter, ErrorHeaders.CLASS)).isEqualTo("llm_malformed");
                assertThat(ParserTopics.header(letter, ErrorHeaders.KIND)).isEqualTo(ErrorHeaders.TRANSIENT);
                assertThat(ParserTopics.header(letter, ErrorHeaders.ATTEMPTS)).isEqualTo("1");
                assertThat(ParserTopics.header(letter, ErrorHeaders.ORIGIN_TOPIC))
                        .isEqualTo(kafka.topics().rawHtml());
                assertThat(bad).contains(Json.decode(letter.value(), PageFetched.class));
            }
            assertThat(llm.calls()).isEqualTo(40 + 3 * 2);
        }
    }

    @Test
    void given_a_page_that_is_never_answered_well_when_it_was_retried_then_it_is_parked_after_three_paid_answers()
            throws Exception {
        try (var llm = new ScriptedLlm(LlmKind.OPENAI)) {
            llm.then(llm.saying("I am afraid not."));
            topics.send(List.of(Pages.page()));
            start(openai(llm));
            var first = topics.read(kafka.topics().deadLetters(DeadLetterStage.PARSE), 1)
                    .get(0);
            assertThat(ParserTopics.header(first, ErrorHeaders.KIND)).isEqualTo(ErrorHeaders.TRANSIENT);
            assertThat(llm.calls()).isEqualTo(2);

            topics.again(first); // as the replay does when the wait is over

            var second = topics.read(kafka.topics().deadLetters(DeadLetterStage.PARSE), 2)
                    .get(1);
            assertThat(ParserTopics.header(second, ErrorHeaders.KIND)).isEqualTo(ErrorHeaders.PERMANENT);
            assertThat(ParserTopics.header(second, ErrorHeaders.ATTEMPTS)).isEqualTo("2");
            assertThat(ParserTopics.header(second, ErrorHeaders.CLASS)).isEqualTo("llm_malformed");
            assertThat(llm.calls()).isEqualTo(3);
        }
    }

    @Test
    void given_a_provider_in_an_outage_when_it_comes_back_then_every_page_is_an_article_and_none_a_dead_letter()
            throws Exception {
        try (var llm = new ScriptedLlm(LlmKind.OPENAI)) {
            llm.then(ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "1"));
            topics.send(IntStream.range(0, 30)
                    .mapToObj(i -> Pages.withText(Pages.TEXT + " Story " + i + "."))
                    .toList());
            start(openai(llm));
            await().atMost(Duration.ofSeconds(30)).until(() -> llm.calls() >= 2);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> health.report().checks().get("parser.kafka").contains("openai rate limit"));
            assertThat(llm.calls()).as("a paused stage does not hammer").isLessThan(30);

            llm.then(body -> llm.answer(ANSWER));

            assertThat(topics.read(kafka.topics().parsedArticles(), 30)).hasSize(30);
            assertThat(topics.read(kafka.topics().deadLetters(DeadLetterStage.PARSE), 0))
                    .isEmpty();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> "up".equals(health.report().checks().get("parser.kafka")));
        }
    }

    @Test
    void given_ten_edits_in_a_short_time_when_parsed_then_each_is_a_version_and_one_call_reads_the_newest()
            throws Exception {
        try (var llm = new ScriptedLlm(LlmKind.OPENAI)) {
            llm.then(body -> llm.answer(ANSWER));
            start(openai(llm));
            topics.send(List.of(Pages.edited(0)));
            topics.read(kafka.topics().parsedArticles(), 1);
            topics.send(IntStream.rangeClosed(1, 10).mapToObj(Pages::edited).toList());
            var kept = topics.read(kafka.topics().parsedArticles(), 11);
            assertThat(llm.calls()).isEqualTo(1);

            // pages are worked on at once: one that is overtaken by a newer text does not wait
            var waiting = topics.read(kafka.topics().edits(), 1);
            for (var page : waiting) {
                topics.again(page); // as the replay does after the quiet period
            }

            var read = topics.read(kafka.topics().parsedArticles(), 12).get(11);
            assertThat(llm.calls()).isEqualTo(2);
            assertThat(kept)
                    .extracting(record -> Json.decode(record.value(), BronzeArticle.class))
                    .allSatisfy(article -> {
                        assertThat(article.extractionVersion()).isEqualTo(1);
                        assertThat(article.provider()).isEqualTo("openai");
                        assertThat(article.companies()).containsExactly("Acme Corp", "Gearbox Ltd");
                    })
                    .extracting(BronzeArticle::contentHash)
                    .containsExactlyElementsOf(IntStream.rangeClosed(0, 10)
                            .mapToObj(i -> Pages.edited(i).contentHash())
                            .toList());
            var newest = Json.decode(read.value(), BronzeArticle.class);
            assertThat(newest.contentHash()).isEqualTo(Pages.edited(10).contentHash());
            assertThat(newest.extractionVersion()).isEqualTo(2);
            assertThat(topics.read(kafka.topics().llmCalls(), waiting.size() + 1))
                    .extracting(call -> Json.decode(call.value(), LlmCall.class).outcome())
                    .filteredOn(LlmCall.SUPERSEDED::equals)
                    .hasSize(waiting.size() - 1);
        }
    }

    private static Map<String, String> openai(ScriptedLlm llm) {
        return Map.of(
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
                "OPENAI_API_KEY",
                ScriptedLlm.KEY);
    }
}
