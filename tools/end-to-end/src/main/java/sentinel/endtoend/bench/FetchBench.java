package sentinel.endtoend.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Hints;
import sentinel.contract.message.Source;
import sentinel.contract.topic.Topics;
import sentinel.contract.url.UrlIdentity;
import sentinel.embedded.EmbeddedKafka;
import sentinel.embedded.FreePort;
import sentinel.fetcher.FetcherMain;
import sentinel.service.json.Json;
import sentinel.service.kafka.TopicCreator;
import sentinel.simulator.Newsroom;
import sentinel.simulator.NewsroomConfig;
import sentinel.simulator.Truth.ArticleTruth;

/**
 * The fetcher, as a process of its own, over pages of real size on many hosts of a newsroom in this JVM: with a window of
 * one page, which is one fetch at a time and one transaction a page, and as it is by default; then with a few hosts that
 * are very slow, and with a backlog many times as long. Every run reads a topic of one partition of its own, and counts
 * pages where a reader of committed messages sees them. The newsroom and the broker take their share of the machine.
 */
final class FetchBench {

    private static final int HOSTS = 150;
    /** 2 % of them. */
    private static final int SLOW_HOSTS = 3;

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final int BALLAST = 110_000;
    private static final int ARTICLES = 10_000;
    private static final int LONG_BACKLOG = 200_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String HEAP = "256m";
    /** {@code GC(7) Pause Full (Allocation Failure) 93M->41M(247M) 8.213ms}: what is left then is in use. */
    private static final Pattern AFTER_GC = Pattern.compile("Pause Full .*\\d+M->(\\d+)M\\(\\d+M\\)");

    private final Path directory;
    private final Newsroom newsroom;
    private final String bootstrapServers;

    private FetchBench(Path directory, Newsroom newsroom, String bootstrapServers) {
        this.directory = directory;
        this.newsroom = newsroom;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * One run.
     *
     * @param backlog messages in the topic before the fetcher starts
     * @param settings of the fetcher
     */
    private record Run(String name, int backlog, Duration limit, Map<String, String> settings) {}

    /**
     * What came out.
     *
     * @param pages committed in all
     * @param perSecond over the middle of the run: from a quarter of its pages to nine tenths
     * @param liveBytes most heap that a full collection left; 0 when there was none
     */
    private record Figures(Run run, int pages, double perSecond, long liveBytes, long peakBytes, double cpuMillis) {}

    static void run(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            System.err.println("bench fetch: takes no arguments");
            System.exit(2);
            return;
        }
        var config = NewsroomConfig.still()
                .withSites(HOSTS)
                .withArticles(ARTICLES)
                .withTrouble(0)
                .withLatency(LATENCY)
                .withBallast(BALLAST);
        var directory = Files.createTempDirectory("sentinel-bench-fetch");
        try (var newsroom = Newsroom.start(config);
                var kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0)) {
            new FetchBench(directory, newsroom, kafka.bootstrapServers()).run();
        } finally {
            TemporaryDirectory.delete(directory);
        }
    }

    private void run() throws Exception {
        var one = Map.of("SENTINEL_FETCH_WINDOW", "1", "SENTINEL_FETCH_CONCURRENCY", "1");
        var figures = new ArrayList<Figures>();
        figures.add(measure(new Run("one page, one transaction at a time", ARTICLES, LIMIT.dividedBy(2), one)));
        figures.add(measure(new Run("window", ARTICLES, LIMIT, Map.of())));
        figures.add(measure(new Run("window, backlog of " + LONG_BACKLOG, LONG_BACKLOG, LIMIT, Map.of())));
        for (int host = 0; host < SLOW_HOSTS; host++) {
            newsroom.setLatency(host, SLOW);
        }
        String slow = "window, " + 100 * SLOW_HOSTS / HOSTS + " % of hosts take " + SLOW.toSeconds() + " s";
        figures.add(measure(new Run(slow, ARTICLES, LIMIT, Map.of())));
        print(figures);
    }

    private Figures measure(Run run) throws Exception {
        System.err.println("bench fetch: " + run.name());
        var home = Files.createTempDirectory(directory, "run");
        var kafka = new KafkaSettings(
                bootstrapServers, new Topics(home.getFileName().toString()), "0");
        createTopics(kafka);
        fill(kafka, run.backlog());
        var fetcher = start(kafka, home, run.settings());
        try {
            var arrivals = Arrivals.read(
                    fetcher, kafka, kafka.topics().rawHtml(), home.resolve("log"), run.backlog(), run.limit());
            double cpu = fetcher.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
            long peak = Machine.peakResidentBytes(fetcher.toHandle());
            return new Figures(
                    run, arrivals.count(), arrivals.perSecond(), live(home), peak, cpu / Math.max(1, arrivals.count()));
        } finally {
            fetcher.destroyForcibly().waitFor();
        }
    }

    private static void createTopics(KafkaSettings kafka) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            var urls = new NewTopic(kafka.topics().urls(), 1, (short) 1)
                    .configs(Map.of("max.message.bytes", Integer.toString(Topics.MAX_MESSAGE_BYTES)));
            admin.createTopics(List.of(urls)).all().get();
        }
        TopicCreator.createMissing(kafka.bootstrapServers(), kafka.topics());
    }

    /** Announces the newsroom's articles in a random order, again and again under other parameters if need be. */
    private void fill(KafkaSettings kafka, int messages) {
        var truth = newsroom.truth();
        var articles = new ArrayList<>(truth.articles());
        Collections.shuffle(articles, new Random(1));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int n = 0; n < messages; n++) {
                var found = found(articles.get(n % articles.size()), n, truth.now());
                var unused = producer.send(new ProducerRecord<>(kafka.topics().urls(), 0, null, Json.encode(found)));
            }
        }
    }

    private static ArticleFound found(ArticleTruth article, int n, Instant now) {
        String url = article.url() + (article.url().contains("?") ? "&" : "?") + "n=" + n;
        return new ArticleFound(
                ArticleFound.SCHEMA_VERSION,
                url,
                UrlIdentity.normalize(url).orElseThrow(),
                Source.RSS,
                article.site(),
                Integer.toString(n),
                article.title(),
                article.publishDate(),
                now,
                Hints.NONE,
                null);
    }

    private static Process start(KafkaSettings kafka, Path home, Map<String, String> settings) throws IOException {
        var builder = new ProcessBuilder(
                        "java",
                        "-Xmx" + HEAP,
                        "-XX:+UseSerialGC",
                        "-Xlog:gc:file=" + home.resolve("gc.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FetcherMain.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        var environment = builder.environment();
        environment.putAll(BronzeBench.environment(kafka));
        environment.put("SENTINEL_DATA", home.toString());
        environment.put("SENTINEL_ALLOW_PRIVATE_HOSTS", "true");
        environment.put("SENTINEL_HEALTH_PORT", Integer.toString(FreePort.find()));
        environment.putAll(settings);
        return builder.start();
    }

    private static long live(Path home) throws IOException {
        try (var lines = Files.lines(home.resolve("gc.log"))) {
            return lines.map(AFTER_GC::matcher)
                    .filter(Matcher::find)
                    .mapToLong(found -> Long.parseLong(found.group(1)) << 20)
                    .max()
                    .orElse(0);
        }
    }

    private void print(List<Figures> all) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "Fetcher: %d hosts, %d ms latency, pages of %d KB and their article; heap of at most %s%n",
                HOSTS,
                LATENCY.toMillis(),
                BALLAST / 1000,
                HEAP);
        System.out.println(Machine.describe());
        System.out.printf(
                "%n%-40s %8s %9s %7s %13s %14s %10s%n",
                "", "pages", "pages/s", "times", "CPU ms/page", "heap after GC", "peak RSS");
        double base = all.get(0).perSecond();
        for (var f : all) {
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %,8d %9.1f %7.1f %13.1f %11d MB %7d MB%n",
                    f.run().name(),
                    f.pages(),
                    f.perSecond(),
                    f.perSecond() / base,
                    f.cpuMillis(),
                    f.liveBytes() >> 20,
                    f.peakBytes() >> 20);
        }
        System.out.println();
        System.out.println("pages/s: over the middle of a run. heap after GC: the most that a full collection left.");
    }
}
