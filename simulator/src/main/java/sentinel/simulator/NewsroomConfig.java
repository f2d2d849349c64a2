package sentinel.simulator;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import sentinel.simulator.llm.LlmBehaviour;

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
 * @param latency mean time before a page or feed answers; 0 for none
 * @param slowPage time before a slow page answers
 * @param trouble share of articles whose page misbehaves, in [0,1]
 * @param gdeltSlot time from one GDELT file to the next; it runs from the moment someone first asks for the list, so
 *     that a reader who comes late misses nothing
 * @param officialGdelt whether the GDELT lists name {@code data.gdeltproject.org} instead of this server
 * @param feedItems most items in one feed
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
        Duration latency,
        Duration slowPage,
        double trouble,
        Duration gdeltSlot,
        boolean officialGdelt,
        int feedItems,
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
                Duration.ZERO,
                Duration.ofSeconds(3),
                0.06,
                Duration.ofMinutes(15),
                false,
                2_000,
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
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withSeed(long seed) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withSites(int sites) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withArticles(int articles) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withRate(double rate) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withEditRate(double editRate) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withLatency(Duration latency) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withSlowPage(Duration slowPage) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withTrouble(double trouble) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withGdeltSlot(Duration gdeltSlot) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withOfficialGdelt(boolean officialGdelt) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withFeedItems(int feedItems) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withSingleHost(boolean singleHost) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withBind(String bind) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withPublicHost(String publicHost) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withPages(Path pages) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                Optional.of(pages),
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withLlm(LlmBehaviour llm) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withMaxArticles(int maxArticles) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                startedAt,
                clock);
    }

    public NewsroomConfig withStartedAt(Instant startedAt) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
                singleHost,
                bind,
                publicHost,
                pages,
                llm,
                maxArticles,
                Optional.of(startedAt),
                clock);
    }

    public NewsroomConfig withClock(Clock clock) {
        return new NewsroomConfig(
                port,
                seed,
                sites,
                articles,
                rate,
                editRate,
                latency,
                slowPage,
                trouble,
                gdeltSlot,
                officialGdelt,
                feedItems,
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
