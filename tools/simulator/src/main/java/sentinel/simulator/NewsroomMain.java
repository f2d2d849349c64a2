package sentinel.simulator;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import sentinel.simulator.llm.LlmBehaviour;
import sentinel.simulator.world.Editing;

/** Runs a newsroom until it is stopped. Exit code 2 when a flag is invalid or a port is in use. */
@Command(
        name = "newsroom",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Simulated news sites with known ground truth, and stand-in language models.")
final class NewsroomMain implements Callable<Integer> {

    private static final String DEFAULT = " Default: ${DEFAULT-VALUE}.";

    @Option(names = "--port", defaultValue = "8090", description = "Port; 0 means any free port." + DEFAULT)
    private int port;

    @Option(names = "--seed", defaultValue = "1", description = "Equal seeds give equal sites and articles." + DEFAULT)
    private long seed;

    @Option(names = "--sites", defaultValue = "12", description = "Number of sites." + DEFAULT)
    private int sites;

    @Option(
            names = "--articles",
            defaultValue = "120",
            description = "Articles at the start; with --pages, the number of pages to announce." + DEFAULT)
    private int articles;

    @Option(names = "--rate", defaultValue = "1", description = "New articles per second." + DEFAULT)
    private double rate;

    @Option(names = "--edit-rate", defaultValue = "0.05", description = "Edited articles per second." + DEFAULT)
    private double editRate;

    @Option(
            names = "--news-edits",
            description = "Articles are also edited when news sites do: mostly in the first hours, some several times.")
    private boolean newsEdits;

    @Option(
            names = "--latency",
            defaultValue = "40ms",
            converter = Milliseconds.class,
            description = "Mean time before a page answers." + DEFAULT)
    private Duration latency;

    @Option(
            names = "--slow-page",
            defaultValue = "3s",
            converter = Milliseconds.class,
            description = "Time before a slow page answers." + DEFAULT)
    private Duration slowPage;

    @Option(
            names = "--trouble",
            defaultValue = "0.06",
            description = "Share of pages with a problem, from 0 to 1." + DEFAULT)
    private double trouble;

    @Option(
            names = "--gdelt-slot",
            defaultValue = "15m",
            converter = Milliseconds.class,
            description = "Time between GDELT files." + DEFAULT)
    private Duration gdeltSlot;

    @Option(
            names = "--gdelt-official",
            description = "The GDELT lists name data.gdeltproject.org instead of this server.")
    private boolean officialGdelt;

    @Option(names = "--feed-items", defaultValue = "2000", description = "Maximum number of items in a feed." + DEFAULT)
    private int feedItems;

    @Option(
            names = "--ballast",
            defaultValue = "0",
            description = "Bytes of menus, scripts and similar in a page, in addition to its article." + DEFAULT)
    private int ballast;

    @Option(
            names = "--noise",
            description = "Pages show other clocks, counters, quotation marks and links at every request.")
    private boolean noise;

    @Option(
            names = "--max-articles",
            defaultValue = "20000",
            description = "No new articles above this number." + DEFAULT)
    private int maxArticles;

    @Option(
            names = "--llm-latency",
            defaultValue = "150ms",
            converter = Milliseconds.class,
            description = "Mean time before a stand-in model answers." + DEFAULT)
    private Duration llmLatency;

    @Option(
            names = "--llm-rate-limited",
            defaultValue = "0",
            description = "Share of LLM calls refused with 429." + DEFAULT)
    private double llmRateLimited;

    @Option(
            names = "--llm-failing",
            defaultValue = "0",
            description = "Share of LLM calls answered with 500." + DEFAULT)
    private double llmFailing;

    @Option(
            names = "--llm-malformed",
            defaultValue = "0",
            description = "Share of LLM answers that are not JSON." + DEFAULT)
    private double llmMalformed;

    @Option(
            names = "--llm-truncated",
            defaultValue = "0",
            description = "Share of LLM answers that are cut off." + DEFAULT)
    private double llmTruncated;

    @Option(names = "--pages", description = "Directory of saved pages to serve instead of the simulated sites.")
    private @Nullable Path pages;

    @Option(names = "--single-host", description = "Serve all sites on one host, by path, instead of on 127.0.1.N.")
    private boolean singleHost;

    @Option(names = "--bind", defaultValue = "127.0.0.1", description = "Address to listen on." + DEFAULT)
    private String bind;

    @Option(
            names = "--public-host",
            defaultValue = "127.0.0.1",
            description = "Host name in links, with --single-host." + DEFAULT)
    private String publicHost;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new NewsroomMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (var newsroom = Newsroom.start(config())) {
            System.out.println("newsroom at " + newsroom.baseUrl() + "/ (truth, feeds.yaml, gdeltv2/ below it)");
            var stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
            stopped.await();
            return 0;
        } catch (UncheckedIOException e) {
            System.err.println("newsroom: "
                    + requireNonNull(e.getCause(), "it is made with one").getMessage());
            return 2;
        }
    }

    private NewsroomConfig config() {
        if (pages != null && !Files.isRegularFile(pages.resolve("ground-truth.json"))) {
            throw new ParameterException(spec.commandLine(), "--pages " + pages + ": it contains no ground-truth.json");
        }
        try {
            var config = NewsroomConfig.still()
                    .withPort(port)
                    .withSeed(seed)
                    .withSites(sites)
                    .withArticles(articles)
                    .withRate(rate)
                    .withEditRate(editRate)
                    .withEditing(newsEdits ? Editing.AS_NEWS : Editing.BY_RATE)
                    .withLatency(latency)
                    .withSlowPage(slowPage)
                    .withTrouble(trouble)
                    .withGdeltSlot(gdeltSlot)
                    .withOfficialGdelt(officialGdelt)
                    .withFeedItems(feedItems)
                    .withBallast(ballast)
                    .withNoise(noise)
                    .withMaxArticles(maxArticles)
                    .withSingleHost(singleHost)
                    .withBind(bind)
                    .withPublicHost(publicHost)
                    .withLlm(LlmBehaviour.GOOD
                            .withLatency(llmLatency)
                            .withRateLimited(llmRateLimited)
                            .withFailing(llmFailing)
                            .withMalformed(llmMalformed)
                            .withTruncated(llmTruncated));
            return pages == null ? config : config.withPages(pages);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** {@code 40ms}, {@code 3s}, {@code 15m}, {@code 1h}. */
    static final class Milliseconds implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            try {
                return lower.endsWith("ms")
                        ? Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)))
                        : Duration.parse("PT" + lower);
            } catch (DateTimeParseException | NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a duration such as 40ms, 3s or 15m");
            }
        }
    }
}
