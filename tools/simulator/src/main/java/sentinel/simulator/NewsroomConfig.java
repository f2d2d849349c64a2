package sentinel.simulator;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import sentinel.simulator.llm.LlmBehaviour;
import sentinel.simulator.world.Editing;

/**
 * What a newsroom is like.
 *
 * @param port 0 for any free one
 * @param seed equal seeds (and equal clocks and requests to change something) make equal worlds
 * @param sites number of sites, 1 to 200
 * @param articles how many exist at the start, spread over the past ten days; with {@code pages}: how many of them are
 *     announced
 * @param rate new articles per second from the start on
 * @param editRate edits per second
 * @param editing which other edits are made, and when
 * @param latency mean time before a page or feed answers; 0 for none
 * @param slowPage time before a slow page answers
 * @param trouble share of articles whose page misbehaves, in [0,1]
 * @param gdeltSlot time from one GDELT file to the next; it runs from the moment someone first asks for the list, so
 *     that a reader who comes late misses nothing
 * @param officialGdelt whether the GDELT lists name {@code data.gdeltproject.org} instead of this server
 * @param feedItems most items in one feed
 * @param ballast bytes of styles, scripts, menus and cards in each article's page beside the article; a real page has
 *     some 100 KB
 * @param noise whether a page shows other clocks, counters, typography and links to other articles at every request
 * @param singleHost all sites on one host, told apart by the first segment of the path
 * @param bind address to listen on; sites of their own hosts listen on 127.0.1.N
 * @param publicHost host in the links made, with {@code singleHost}
 * @param llm how the stand-in models behave at first
 * @param maxArticles with so many articles the rate ends: all are kept in memory, about 8 KB each
 * @param startedAt when the world began, if before now: what has happened since is made up for at once, so that a world
 *     that is started again goes on where it was; now when empty
 * @param pages directory of saved pages ({@code <id>.html.gz} and {@code ground-truth.json}) to serve instead of sites
 */
public record NewsroomConfig(
        int port,
        long seed,
        int sites,
        int articles,
        double rate,
        double editRate,
        Editing editing,
        Duration latency,
        Duration slowPage,
        double trouble,
        Duration gdeltSlot,
        boolean officialGdelt,
        int feedItems,
        int ballast,
        boolean noise,
        boolean singleHost,
        String bind,
        String publicHost,
        Optional<Path> pages,
        LlmBehaviour llm,
        int maxArticles,
        Optional<Instant> startedAt,
        Clock clock) {

    public NewsroomConfig {
        check(port >= 0 && port <= 65_535, "port must be 0 to 65535");
        check(sites >= 1 && sites <= 200, "sites must be 1 to 200");
        check(articles >= 0 && articles <= 1_000_000, "articles must be 0 to 1000000");
        check(rate >= 0 && rate <= 10_000, "rate must be 0 to 10000");
        check(editRate >= 0 && editRate <= 10_000, "edit rate must be 0 to 10000");
        check(!latency.isNegative(), "latency must not be negative");
        check(!slowPage.isNegative(), "slow page must not be negative");
        check(trouble >= 0 && trouble <= 1, "trouble must be 0 to 1");
        check(gdeltSlot.compareTo(Duration.ofMillis(100)) >= 0, "gdelt slot must be at least 100 ms");
        check(maxArticles >= 1 && maxArticles <= 1_000_000, "most articles must be 1 to 1000000");
        check(feedItems >= 1, "feed items must be at least 1");
        check(ballast >= 0 && ballast <= 5_000_000, "ballast must be 0 to 5000000");
        requireNonNull(editing, "editing");
        requireNonNull(bind, "bind");
        requireNonNull(publicHost, "publicHost");
        requireNonNull(pages, "pages");
        requireNonNull(llm, "llm");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(clock, "clock");
    }

    private static void check(boolean right, String expected) {
        if (!right) {
            throw new IllegalArgumentException(expected);
        }
    }

    /** A still world for tests: 12 sites, 120 articles, nothing new by itself, no latency, any free port. */
    public static NewsroomConfig still() {
        return new NewsroomConfig(
                0,
                1,
                12,
                120,
                0,
                0,
                Editing.BY_RATE,
                Duration.ZERO,
                Duration.ofSeconds(3),
                0.06,
                Duration.ofMinutes(15),
                false,
                2_000,
                0,
                false,
                false,
                "127.0.0.1",
                "127.0.0.1",
                Optional.empty(),
                LlmBehaviour.GOOD,
                20_000,
                Optional.empty(),
                Clock.systemUTC());
    }

    /** A lively world to look at: one article a second, an edit every 20 s, a GDELT file every 15 s. */
    public static NewsroomConfig demo() {
        return still().withRate(1)
                .withEditRate(0.05)
                .withLatency(Duration.ofMillis(40))
                .withLlm(LlmBehaviour.GOOD.withLatency(Duration.ofMillis(150)))
                .withGdeltSlot(Duration.ofSeconds(15));
    }

    /** The moment at which the world begins, in whole seconds. */
    Instant start() {
        return Instant.ofEpochSecond(startedAt.orElseGet(clock::instant).getEpochSecond());
    }

    public NewsroomConfig withPort(int port) {
        return with(draft -> draft.port = port);
    }

    public NewsroomConfig withSeed(long seed) {
        return with(draft -> draft.seed = seed);
    }

    public NewsroomConfig withSites(int sites) {
        return with(draft -> draft.sites = sites);
    }

    public NewsroomConfig withArticles(int articles) {
        return with(draft -> draft.articles = articles);
    }

    public NewsroomConfig withRate(double rate) {
        return with(draft -> draft.rate = rate);
    }

    public NewsroomConfig withEditRate(double editRate) {
        return with(draft -> draft.editRate = editRate);
    }

    public NewsroomConfig withEditing(Editing value) {
        return with(draft -> draft.editing = value);
    }

    public NewsroomConfig withLatency(Duration latency) {
        return with(draft -> draft.latency = latency);
    }

    public NewsroomConfig withSlowPage(Duration slowPage) {
        return with(draft -> draft.slowPage = slowPage);
    }

    public NewsroomConfig withTrouble(double trouble) {
        return with(draft -> draft.trouble = trouble);
    }

    public NewsroomConfig withGdeltSlot(Duration gdeltSlot) {
        return with(draft -> draft.gdeltSlot = gdeltSlot);
    }

    public NewsroomConfig withOfficialGdelt(boolean officialGdelt) {
        return with(draft -> draft.officialGdelt = officialGdelt);
    }

    public NewsroomConfig withFeedItems(int feedItems) {
        return with(draft -> draft.feedItems = feedItems);
    }

    public NewsroomConfig withBallast(int ballast) {
        return with(draft -> draft.ballast = ballast);
    }

    public NewsroomConfig withNoise(boolean noise) {
        return with(draft -> draft.noise = noise);
    }

    public NewsroomConfig withSingleHost(boolean singleHost) {
        return with(draft -> draft.singleHost = singleHost);
    }

    public NewsroomConfig withBind(String bind) {
        return with(draft -> draft.bind = bind);
    }

    public NewsroomConfig withPublicHost(String publicHost) {
        return with(draft -> draft.publicHost = publicHost);
    }

    public NewsroomConfig withPages(Path pages) {
        return with(draft -> draft.pages = Optional.of(pages));
    }

    public NewsroomConfig withLlm(LlmBehaviour llm) {
        return with(draft -> draft.llm = llm);
    }

    public NewsroomConfig withMaxArticles(int maxArticles) {
        return with(draft -> draft.maxArticles = maxArticles);
    }

    public NewsroomConfig withStartedAt(Instant startedAt) {
        return with(draft -> draft.startedAt = Optional.of(startedAt));
    }

    public NewsroomConfig withClock(Clock clock) {
        return with(draft -> draft.clock = clock);
    }

    private NewsroomConfig with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.config();
    }

    /** A config that can still be changed. */
    private static final class Draft {
        private int port;
        private long seed;
        private int sites;
        private int articles;
        private double rate;
        private double editRate;
        private Editing editing;
        private Duration latency;
        private Duration slowPage;
        private double trouble;
        private Duration gdeltSlot;
        private boolean officialGdelt;
        private int feedItems;
        private int ballast;
        private boolean noise;
        private boolean singleHost;
        private String bind;
        private String publicHost;
        private Optional<Path> pages;
        private LlmBehaviour llm;
        private int maxArticles;
        private Optional<Instant> startedAt;
        private Clock clock;

        Draft(NewsroomConfig config) {
            port = config.port;
            seed = config.seed;
            sites = config.sites;
            articles = config.articles;
            rate = config.rate;
            editRate = config.editRate;
            editing = config.editing;
            latency = config.latency;
            slowPage = config.slowPage;
            trouble = config.trouble;
            gdeltSlot = config.gdeltSlot;
            officialGdelt = config.officialGdelt;
            feedItems = config.feedItems;
            ballast = config.ballast;
            noise = config.noise;
            singleHost = config.singleHost;
            bind = config.bind;
            publicHost = config.publicHost;
            pages = config.pages;
            llm = config.llm;
            maxArticles = config.maxArticles;
            startedAt = config.startedAt;
            clock = config.clock;
        }

        NewsroomConfig config() {
            return new NewsroomConfig(
                    port,
                    seed,
                    sites,
                    articles,
                    rate,
                    editRate,
                    editing,
                    latency,
                    slowPage,
                    trouble,
                    gdeltSlot,
                    officialGdelt,
                    feedItems,
                    ballast,
                    noise,
                    singleHost,
                    bind,
                    publicHost,
                    pages,
                    llm,
                    maxArticles,
                    startedAt,
                    clock);
        }
    }
}
