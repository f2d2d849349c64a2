package sentinel.endtoend.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageFetchedBuilder;
import sentinel.contract.message.PageMetadata;
import sentinel.contract.message.Source;
import sentinel.contract.topic.Topics;
import sentinel.embedded.EmbeddedKafka;
import sentinel.embedded.EmbeddedRedis;
import sentinel.embedded.FreePort;
import sentinel.parser.ParserMain;
import sentinel.service.json.Json;
import sentinel.service.kafka.TopicCreator;
import sentinel.simulator.http.Answer;
import sentinel.simulator.http.Handler;
import sentinel.simulator.http.HttpServer;
import sentinel.simulator.http.Request;
import sentinel.simulator.llm.LlmBehaviour;
import sentinel.simulator.llm.LlmDesk;
import sentinel.versions.ContentHash;

/**
 * The parser, as a process of its own, and a stand-in model in this JVM that takes two seconds for an answer: one call at a time,
 * then as many as the account's limit of requests allows, then with a slow tail, then the same pages again and again, then with a
 * budget that is too small for all. Every run has topics and Redis keys of its own, but for the repeated pages. At the end, the
 * search for copies ({@link CopiesBench}).
 */
final class ParserBench {

    private static final int REQUESTS_PER_MINUTE = 1_000;
    private static final Duration LATENCY = Duration.ofSeconds(2);

    /** One answer in so many takes {@link #SLOW}. */
    private static final int SLOW_EVERY = 50;

    private static final Duration SLOW = Duration.ofSeconds(30);
    private static final int PAGES = 3_000;
    private static final int FEW_PAGES = 12;
    private static final int REPEATS = 5;
    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final String HEAP = "256m";
    private static final int CONCURRENCY = 128;
    private static final double BUDGET = 100;
    private static final int PAGES_WITH_SMALL_BUDGET = 400;

    /** Enough for about half of these pages; the other half is read by {@code local}. */
    private static final double SMALL_BUDGET = 0.3;

    private final Path directory;
    private final String kafka;
    private final String redis;

    private ParserBench(Path directory, String kafka, String redis) {
        this.directory = directory;
        this.kafka = kafka;
        this.redis = redis;
    }

    /**
     * One run.
     *
     * @param slow whether some answers take long
     * @param budget US dollars of a day
     */
    private record Run(String name, int pages, int concurrency, boolean slow, double budget) {}

    /** What came out. */
    private record Figures(
            Run run, Arrivals arrivals, long calls, int mostInFlight, long booked, double bookedUsd, long cached) {}

    static void run(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            System.err.println("bench parser: takes no arguments");
            System.exit(2);
            return;
        }
        var directory = Files.createTempDirectory("sentinel-bench-parser");
        try (var kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                var redis = EmbeddedRedis.start(Files.createDirectories(directory.resolve("redis")), FreePort.find())) {
            new ParserBench(directory, kafka.bootstrapServers(), redis.url()).run();
        } finally {
            TemporaryDirectory.delete(directory);
        }
    }

    private void run() throws Exception {
        var figures = new ArrayList<Figures>();
        try (var model = new Model()) {
            figures.add(measure(new Run("one call at a time", FEW_PAGES, 1, false, BUDGET), model, settings("one")));
            var wide = settings("wide");
            figures.add(measure(new Run("as the limit allows", PAGES, CONCURRENCY, false, BUDGET), model, wide));
            figures.add(measure(
                    new Run("2 % of answers take " + SLOW.toSeconds() + " s", PAGES, CONCURRENCY, true, BUDGET),
                    model,
                    settings("slow")));
            figures.add(measure(
                    new Run("the same pages " + REPEATS + " times more", REPEATS * PAGES, CONCURRENCY, false, BUDGET),
                    model,
                    wide));
            figures.add(measure(
                    new Run("a budget for half of them", PAGES_WITH_SMALL_BUDGET, CONCURRENCY, false, SMALL_BUDGET),
                    model,
                    settings("budget")));
        }
        print(figures);
        System.out.println();
        CopiesBench.run(new String[0]);
    }

    private KafkaSettings settings(String prefix) {
        var settings = new KafkaSettings(kafka, new Topics(prefix), "0");
        TopicCreator.createMissing(kafka, settings.topics());
        return settings;
    }

    private Figures measure(Run run, Model model, KafkaSettings settings) throws Exception {
        System.err.println("bench parser: " + run.name());
        var home = Files.createTempDirectory(directory, "run");
        int before = ended(settings, settings.topics().parsedArticles()).size();
        int entriesBefore = ended(settings, settings.topics().llmCalls()).size();
        fill(settings, run.pages());
        model.begin(run.slow());
        var parser = start(settings, home, run, model);
        try {
            var arrivals = Arrivals.read(
                    parser,
                    settings,
                    settings.topics().parsedArticles(),
                    home.resolve("log"),
                    before + run.pages(),
                    LIMIT);
            var entries = ended(settings, settings.topics().llmCalls());
            var booked = new ArrayList<LlmCall>();
            for (var entry : entries.subList(entriesBefore, entries.size())) {
                booked.add(Json.decode(entry, LlmCall.class));
            }
            var made = booked.stream()
                    .filter(call -> LlmCall.isOfCall(call.outcome()))
                    .toList();
            var ids = new HashSet<String>();
            made.forEach(call -> ids.add(call.callId()));
            var usd = made.stream()
                    .map(call -> call.costUsd() == null ? BigDecimal.ZERO : call.costUsd())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return new Figures(
                    run,
                    arrivals.from(before),
                    model.calls(),
                    model.mostInFlight(),
                    ids.size(),
                    usd.doubleValue(),
                    booked.size() - made.size());
        } finally {
            parser.destroyForcibly().waitFor();
        }
    }

    /** All committed records of a topic, of its first partitions first. */
    private static List<byte[]> ended(KafkaSettings settings, String topic) {
        var values = new ArrayList<byte[]>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private static void fill(KafkaSettings settings, int pages) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", settings.bootstrapServers(), "linger.ms", 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int n = 0; n < pages; n++) {
                var page = page(n % PAGES);
                byte[] key = page.normalizedUrl().getBytes(java.nio.charset.StandardCharsets.UTF_8);
                var unused =
                        producer.send(new ProducerRecord<>(settings.topics().rawHtml(), key, Json.encode(page)));
            }
        }
    }

    /** About 3,000 characters, like a short article. */
    private static PageFetched page(int n) {
        var text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append("Acme Corp said in report ").append(n).append('-').append(i);
            text.append(" that Ann Lee, its chief executive, expects revenue to grow by a tenth this year. ");
            text.append(
                    "“We will hire 200 people in Springfield,” said Lee. Analysts praised the plan of the board.\n\n");
        }
        String url = "news.example.com/" + n;
        return PageFetchedBuilder.builder()
                .schemaVersion(PageFetched.SCHEMA_VERSION)
                .url("https://" + url)
                .normalizedUrl(url)
                .discoveredNormalizedUrl(url)
                .source(Source.RSS)
                .sourceName("bench")
                .recordId("" + n)
                .discoveredAt(Instant.EPOCH)
                .finalUrl("https://" + url)
                .status(200)
                .text(text.toString())
                .page(new PageMetadata("Report " + n, List.of(), null, null, null, null, List.of(), null))
                .language("en")
                .contentHash(ContentHash.of(null, text.toString()))
                .fetchTimestamp(Instant.now())
                .build();
    }

    private Process start(KafkaSettings settings, Path home, Run run, Model model) throws IOException {
        var builder = new ProcessBuilder(
                        "java",
                        "-Xmx" + HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParserMain.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        var environment = builder.environment();
        environment.putAll(BronzeBench.environment(settings));
        environment.putAll(Map.of(
                "REDIS_URL",
                redis,
                "SENTINEL_PROVIDER",
                "openai,local",
                "OPENAI_API_KEY",
                "sk-bench",
                "SENTINEL_LLM_BASE_URL",
                model.url(),
                "SENTINEL_LLM_PRICE_INPUT",
                "1",
                "SENTINEL_LLM_PRICE_OUTPUT",
                "4",
                "SENTINEL_DAILY_BUDGET_USD",
                Double.toString(run.budget()),
                "SENTINEL_LLM_CONCURRENCY",
                Integer.toString(run.concurrency()),
                "SENTINEL_LLM_REQUESTS_PER_MINUTE",
                Integer.toString(REQUESTS_PER_MINUTE),
                "SENTINEL_HEALTH_PORT",
                Integer.toString(FreePort.find())));
        return builder.start();
    }

    private static void print(List<Figures> all) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "Parser: a model of %d s, a limit of %,d requests a minute, heap of at most %s%n",
                LATENCY.toSeconds(),
                REQUESTS_PER_MINUTE,
                HEAP);
        System.out.println(Machine.describe());
        System.out.printf(
                "%n%-28s %7s %10s %9s %8s %10s %8s %8s %10s %8s %8s%n",
                "",
                "pages",
                "pages/min",
                "of limit",
                "CPU ms",
                "in flight",
                "calls",
                "booked",
                "booked USD",
                "budget",
                "cached");
        for (var f : all) {
            double perMinute = 60 * f.arrivals().perSecond();
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %,7d %,10.0f %8.1f%% %8.1f %10d %,8d %,8d %10.4f %8.2f %,8d%n",
                    f.run().name(),
                    f.arrivals().count(),
                    perMinute,
                    100 * perMinute / REQUESTS_PER_MINUTE,
                    f.arrivals().cpuMillisOfSecondHalf(),
                    f.mostInFlight(),
                    f.calls(),
                    f.booked(),
                    f.bookedUsd(),
                    f.run().budget(),
                    f.cached());
        }
        System.out.println();
        System.out.println(
                "pages/min: over the middle of a run. CPU: a page, over the second half of a run. calls: counted by the model.");
        System.out.println(
                "booked: calls in the ledger's topic. cached: pages without a call, as their answer was known.");
    }

    /** The stand-in model, and how many calls it has under way. */
    private static final class Model implements Handler, AutoCloseable {
        private final LlmDesk desk = new LlmDesk(1, LlmBehaviour.GOOD);
        private final PriorityQueue<Long> ends = new PriorityQueue<>();
        private final HttpServer server =
                HttpServer.bind(List.of("127.0.0.1"), 0).serve(this);
        private boolean slow;
        private long calls;
        private int mostInFlight;

        @Override
        public boolean isHeavy(Request request) {
            return true;
        }

        @Override
        public synchronized Answer answer(Request request) {
            calls++;
            var delay = slow && calls % SLOW_EVERY == 0 ? SLOW : LATENCY;
            long now = System.nanoTime();
            while (!ends.isEmpty() && ends.peek() - now <= 0) {
                ends.poll();
            }
            ends.add(now + delay.toNanos());
            mostInFlight = Math.max(mostInFlight, ends.size());
            return desk.answer(request).after(delay);
        }

        synchronized void begin(boolean slowTail) {
            slow = slowTail;
            calls = 0;
            mostInFlight = 0;
        }

        synchronized long calls() {
            return calls;
        }

        synchronized int mostInFlight() {
            return mostInFlight;
        }

        String url() {
            return "http://127.0.0.1:" + server.port() + "/llm/openai/v1";
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
