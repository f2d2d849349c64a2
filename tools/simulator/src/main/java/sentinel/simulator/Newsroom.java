package sentinel.simulator;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.simulator.http.HttpServer;
import sentinel.simulator.llm.BatchBehaviour;
import sentinel.simulator.llm.BatchesPaid;
import sentinel.simulator.llm.LlmBehaviour;
import sentinel.simulator.llm.LlmDesk;
import sentinel.simulator.site.GdeltDesk;
import sentinel.simulator.site.SavedPages;
import sentinel.simulator.site.SiteConfig;
import sentinel.simulator.site.Sites;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.Editing;
import sentinel.simulator.world.World;
import sentinel.versions.EditClass;

/**
 * A small world of news sites on this machine, with feeds, GDELT files and stand-in LLMs, that knows what a pipeline
 * should make of it. Thread-safe.
 */
public final class Newsroom implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Newsroom.class);
    private static final Duration TICK = Duration.ofMillis(50);

    private final NewsroomConfig config;
    private final Clock clock;
    private final String mainUrl;
    private final World world;
    private final Sites sites;
    private final GdeltDesk gdelt;
    private final Optional<SavedPages> saved;
    private final LlmDesk llm;
    private final HttpServer server;
    private final ScheduledExecutorService ticker;
    private final ScheduledFuture<?> ticks;

    private Newsroom(NewsroomConfig config, HttpServer.Bound bound) {
        this.config = config;
        this.clock = config.clock();
        int port = bound.port();
        this.mainUrl = "http://" + (config.singleHost() ? config.publicHost() : config.bind()) + ":" + port;
        var plan = new World.Plan(
                config.seed(),
                config.sites(),
                config.pages().isPresent() ? 0 : config.articles(),
                config.pages().isPresent() ? 0 : config.rate(),
                config.pages().isPresent() ? 0 : config.editRate(),
                config.maxArticles(),
                config.trouble(),
                config.start(),
                config.pages().isPresent() ? Editing.BY_RATE : config.editing());
        var now = clock.instant();
        this.world = new World(
                plan,
                mainUrl,
                index -> config.singleHost()
                        ? mainUrl + "/" + World.siteSlug(index)
                        : "http://" + siteHost(index) + ":" + port);
        this.sites = new Sites(
                world,
                new SiteConfig(
                        config.seed(),
                        config.latency(),
                        config.slowPage(),
                        config.feedItems(),
                        config.ballast(),
                        config.noise()));
        this.gdelt = new GdeltDesk(
                world, config.officialGdelt() ? "http://data.gdeltproject.org" : mainUrl, config.gdeltSlot(), now);
        this.llm = new LlmDesk(config.seed(), config.llm(), clock);
        world.add(sites);
        world.add(llm);
        world.add(gdelt);
        world.open();
        world.advance(now);
        this.saved =
                config.pages().map(directory -> new SavedPages(directory, config.articles(), mainUrl, plan.start()));
        saved.ifPresent(pages -> pages.announce(gdelt));
        gdelt.close(now);
        this.server = bound.serve(new Routes(this, world, sites, gdelt, llm, saved));
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "newsroom-clock");
            thread.setDaemon(true);
            return thread;
        });
        this.ticks = ticker.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Starts a newsroom; it answers when this returns.
     *
     * @throws UncheckedIOException an address cannot be had; the message says which
     */
    public static Newsroom start(NewsroomConfig config) {
        var hosts = new ArrayList<String>();
        hosts.add(config.bind());
        if (!config.singleHost()) {
            IntStream.range(0, config.sites()).mapToObj(Newsroom::siteHost).forEach(hosts::add);
        }
        var bound = HttpServer.bind(hosts, config.port());
        try {
            return new Newsroom(config, bound);
        } catch (RuntimeException e) {
            bound.close();
            throw e;
        }
    }

    private static String siteHost(int index) {
        return "127.0.1." + (index + 1);
    }

    private void tick() {
        try {
            advance();
        } catch (RuntimeException e) {
            LOG.error("newsroom_clock_failed", e);
        }
    }

    /** Lets everything happen that the clock says is due; it also happens by itself, 20 times a second. */
    public synchronized void advance() {
        var now = clock.instant();
        for (var due = gdelt.due(); due.isPresent() && !due.get().isAfter(now); due = gdelt.due()) {
            world.advance(due.get());
            gdelt.closeDue();
        }
        world.advance(now);
    }

    /** The one port of all hosts. */
    public int port() {
        return server.port();
    }

    /** Base URL of everything that belongs to no site, without a trailing slash. */
    public String baseUrl() {
        return mainUrl;
    }

    /** What to give as the GDELT base: {@code /gdeltv2/lastupdate.txt} is below it. */
    public String gdeltBase() {
        return mainUrl + "/gdeltv2";
    }

    /** Base URL for an OpenAI (also DeepSeek) client. */
    public String openAiBaseUrl() {
        return mainUrl + "/llm/openai/v1";
    }

    /** Base URL for an Anthropic client. */
    public String anthropicBaseUrl() {
        return mainUrl + "/llm/anthropic/v1";
    }

    /** Base URL for an Ollama client. */
    public String ollamaBaseUrl() {
        return mainUrl + "/llm/ollama";
    }

    /** The feeds, as the feeds file of the pipeline. */
    public String feedsYaml() {
        var yaml = new StringBuilder("feeds:\n");
        for (var feed : feeds()) {
            yaml.append("  - name: \"")
                    .append(feed.name())
                    .append("\"\n    url: \"")
                    .append(feed.url())
                    .append("\"\n");
            yaml.append("    category: \"demo\"\n    enabled: true\n");
        }
        return yaml.toString();
    }

    private List<Truth.Feed> feeds() {
        if (saved.isPresent()) {
            return List.of(new Truth.Feed(SavedPages.FEED, saved.get().feedUrl(), "rss", "UTF-8"));
        }
        var feeds = new ArrayList<Truth.Feed>();
        for (var site : world.sites()) {
            feeds.add(new Truth.Feed(
                    site.name(),
                    site.feedUrl(),
                    site.feedFormat().name().toLowerCase(Locale.ROOT),
                    site.feedCharset().name()));
        }
        feeds.add(new Truth.Feed(World.DIGEST, digestUrl(), "json", "UTF-8"));
        return feeds;
    }

    String digestUrl() {
        return mainUrl + "/digest.json";
    }

    /** What there is to find, as of now. */
    public Truth truth() {
        advance();
        return TruthTeller.tell(world, saved, feeds(), gdelt.labels(), clock.instant());
    }

    /** The counts of {@link #truth}. */
    public Truth.Summary summary() {
        advance();
        return TruthTeller.summary(world.articles());
    }

    /** Publishes more articles now; returns their numbers. */
    public List<Integer> publish(int count) {
        return world.publish(count, now()).stream().map(Article::id).toList();
    }

    /** Changes the text of an article now; false when there is none of that number. */
    public boolean edit(int id) {
        return world.edit(id, now());
    }

    /** Makes an edit of that kind in an article now; false when there is none of that number. */
    public boolean edit(int id, EditClass kind) {
        return world.edit(id, kind, now());
    }

    /** Makes edits of all kinds in so many articles now; returns their numbers. */
    public List<Integer> editRandom(int count) {
        return world.editRandom(count, now());
    }

    /** Makes edits of one kind in so many articles now; returns their numbers. */
    public List<Integer> editRandom(int count, EditClass kind) {
        return world.editRandom(count, kind, now());
    }

    /** Whether from now on pages differ at every request in what is not the article. */
    public void setNoise(boolean on) {
        sites.setNoise(on);
    }

    /**
     * Deletes the page of an article now; false when there is none of that number.
     *
     * @param status that its address answers: 404 or 410
     */
    public boolean delete(int id, int status) {
        return world.delete(id, status, now());
    }

    /** Moves the page of an article now, and redirects its old address; the new one, or empty when there is none of that number. */
    public Optional<String> move(int id) {
        return world.move(id).map(Article::url);
    }

    /** Publishes a GDELT file now, whatever the slot; returns its label. */
    public String nextGdeltSlot() {
        return gdelt.close(now());
    }

    /** Sets the mean time before pages and feeds answer. */
    public void setLatency(Duration latency) {
        sites.setLatency(latency);
    }

    /** Sets the time before each page and feed of one site (from 0) answers. */
    public void setLatency(int site, Duration latency) {
        sites.setLatency(site, latency);
    }

    /** Takes a site (from 0) down, or up again: all it answers is 503. */
    public void setOutage(int site, boolean down) {
        sites.setOutage(site, down);
    }

    /** How the stand-in models behave now. */
    public LlmBehaviour llm() {
        return llm.behaviour();
    }

    /** How the stand-in models behave from now on. */
    public void setLlm(LlmBehaviour behaviour) {
        llm.setBehaviour(behaviour);
    }

    /** How the stand-in batch endpoints behave now. */
    public BatchBehaviour batches() {
        return llm.batchBehaviour();
    }

    /** How the stand-in batch endpoints behave from now on. */
    public void setBatches(BatchBehaviour behaviour) {
        llm.setBatchBehaviour(behaviour);
    }

    /** What the stand-in models answered in batches so far. */
    public BatchesPaid batchesPaid() {
        return llm.batchesPaid();
    }

    /** Chat calls to the stand-in models so far; those in batches are none. */
    public long llmCalls() {
        return llm.calls();
    }

    /** Requests for article pages so far. */
    public long pagesServed() {
        return sites.served();
    }

    Instant now() {
        return clock.instant();
    }

    NewsroomConfig config() {
        return config;
    }

    @Override
    public void close() {
        ticks.cancel(false);
        ticker.shutdownNow();
        server.close();
    }
}
