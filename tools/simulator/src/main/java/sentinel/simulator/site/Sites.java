package sentinel.simulator.site;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Source;
import sentinel.simulator.http.Answer;
import sentinel.simulator.http.Request;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.Discovery;
import sentinel.simulator.world.Removal;
import sentinel.simulator.world.Site;
import sentinel.simulator.world.Trouble;
import sentinel.simulator.world.World;

/** Answers for the sites: pages with all their troubles, feeds, pictures, robots.txt. Thread-safe. */
public final class Sites implements World.Listener {

    private static final int HUGE_BYTES = 20 * 1024 * 1024;
    private static final int FLAKY_FAILURES = 2;
    private static final Pattern NUMBERED =
            Pattern.compile("/(amp|r|old|moved|moved2|loop|loop2|img)/(\\d{1,9})(\\.svg)?");

    private final World world;
    private final SiteConfig config;
    private final Pages pages;
    private final Set<Integer> outages = ConcurrentHashMap.newKeySet();
    private final Map<String, Changes> feeds = new ConcurrentHashMap<>();
    private final AtomicLong served = new AtomicLong();
    private final Map<Integer, Duration> latencies = new ConcurrentHashMap<>();
    private volatile Duration latency;
    private volatile boolean noise;
    private volatile byte @Nullable [] huge; // null before it is asked for

    /** State of one feed: how often it changed and when last, and its bytes as of some change. */
    private static final class Changes {
        private long count;
        private Instant last = Instant.EPOCH;
        private long renderedAt = -1;
        private byte[] bytes = {};
    }

    public Sites(World world, SiteConfig config) {
        this.world = world;
        this.config = config;
        this.pages = new Pages(world, new Ballast(world, config.ballast()));
        this.latency = config.latency();
        this.noise = config.noise();
        world.sites().forEach(site -> feeds.put(site.name(), new Changes()));
        feeds.put(World.DIGEST, new Changes());
    }

    @Override
    public void published(Article article) {
        changed(article);
    }

    @Override
    public void edited(Article article) {
        changed(article);
    }

    @Override
    public void withdrawn(Article article) {
        changed(article);
    }

    private void changed(Article article) {
        for (var found : article.discoveries()) {
            var changes = feeds.get(found.sourceName());
            if (found.source() == Source.RSS && changes != null) {
                synchronized (changes) {
                    changes.count++;
                    changes.last = article.current().at().isAfter(changes.last)
                            ? article.current().at()
                            : changes.last;
                }
            }
        }
    }

    /** Mean time before a page or feed answers, from now on. */
    public void setLatency(Duration time) {
        latency = time;
    }

    /** Time before each page of one site answers, from now on; it varies no more. */
    public void setLatency(int site, Duration time) {
        latencies.put(site, time);
    }

    /** Whether pages differ at every request in what is not the article, from now on. */
    public void setNoise(boolean on) {
        noise = on;
    }

    /** From now on every answer of that site is a 503, or no longer. */
    public void setOutage(int site, boolean down) {
        if (down) {
            outages.add(site);
        } else {
            outages.remove(site);
        }
    }

    /** Requests for articles answered so far. */
    public long served() {
        return served.get();
    }

    /** What {@code path} (below the site's base) gets. */
    public Answer answer(Site site, String path, Request request) {
        if (outages.contains(site.index())) {
            return Answer.text(503, "down for maintenance\n").with("Retry-After", "2");
        }
        return answerUp(site, path, request).after(delay(site, path, request));
    }

    /** Whether it is better not made by the server's own thread. */
    public boolean isHeavy(Site site, String path) {
        return path.equals("/" + site.feedFormat().file());
    }

    private Duration delay(Site site, String path, Request request) {
        var own = latencies.get(site.index());
        if (own != null && !path.equals("/robots.txt")) {
            return own;
        }
        long mean = latency.toMillis();
        var article = world.at(site, withQuery(path, request));
        if (article.isPresent() && article.get().trouble() == Trouble.SLOW) {
            return config.slowPage().plusMillis(mean);
        }
        if (mean == 0) {
            return Duration.ZERO;
        }
        // 50 % to 150 % of the mean, the same for the same page
        long share = Math.floorMod((path.hashCode() * 0x9E3779B97F4A7C15L) ^ config.seed(), 101);
        return Duration.ofMillis(mean / 2 + mean * share / 100);
    }

    private Answer answerUp(Site site, String path, Request request) {
        if (path.equals("/robots.txt")) {
            return Answer.text(200, robots(List.of("")));
        }
        if (path.equals("/") || path.isEmpty()) {
            return page(site, pages.front(site), request);
        }
        if (path.equals("/" + site.feedFormat().file())) {
            return feed(site, request);
        }
        var numbered = NUMBERED.matcher(path);
        if (numbered.matches()) {
            var answer = numbered(site, numbered.group(1), Integer.parseInt(numbered.group(2)), request);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        String address = withQuery(path, request);
        var article = world.at(site, address);
        if (article.isEmpty()) {
            return world.formerlyAt(site, address)
                    .map(moved -> Answer.redirect(301, moved.url()))
                    .orElseGet(Sites::notFound);
        }
        served.incrementAndGet();
        return article(article.get(), request);
    }

    /** Only {@code id} says what is shown; all else says how the reader came. */
    private static String withQuery(String path, Request request) {
        return path.equals("/story")
                ? request.parameter("id").map(id -> path + "?id=" + id).orElse(path)
                : path;
    }

    private static Answer removed(Removal how) {
        return Answer.text(how.status(), how.status() == 410 ? "gone\n" : "no such page\n");
    }

    private static Answer notFound() {
        return Answer.text(404, "no such page\n");
    }

    /**
     * The rules for all robots.
     *
     * @param prefixes paths below which sites live
     */
    public static String robots(List<String> prefixes) {
        var rules = new StringBuilder("User-agent: *\n");
        prefixes.forEach(prefix -> rules.append("Disallow: ").append(prefix).append("/members/\n"));
        prefixes.forEach(prefix -> rules.append("Disallow: ").append(prefix).append("/search\n"));
        return rules.toString();
    }

    private Optional<Answer> numbered(Site site, String kind, int id, Request request) {
        return world.article(id).filter(article -> article.site().equals(site)).map(article -> {
            String base = site.baseUrl();
            return switch (kind) {
                case "amp" ->
                    article.removal()
                            .map(Sites::removed)
                            .orElseGet(
                                    () -> unlessKnown(article, request, () -> page(site, pages.amp(article), request)));
                case "r" -> Answer.redirect(302, article.url());
                case "old" -> Answer.redirect(301, base + "/moved/" + id);
                case "moved" -> Answer.redirect(302, base + "/moved2/" + id);
                case "moved2" -> Answer.redirect(308, article.url());
                case "loop" -> Answer.redirect(302, base + "/loop2/" + id);
                case "loop2" -> Answer.redirect(302, base + "/loop/" + id);
                default ->
                    Answer.of(200, "image/svg+xml", Picture.of(article).getBytes(StandardCharsets.UTF_8))
                            .with("Cache-Control", "max-age=86400");
            };
        });
    }

    private Answer article(Article article, Request request) {
        int times = article.countRequest();
        if (article.removal().isPresent()) {
            return removed(article.removal().get());
        }
        return switch (article.trouble()) {
            case NONE, SLOW, MOVED, WRONG_META_CHARSET, FOREIGN_CANONICAL, PAYWALL, EMPTY, ROBOTS ->
                page(article, request);
            case FLAKY -> times <= FLAKY_FAILURES ? Answer.text(500, "try again\n") : page(article, request);
            case LATE -> times == 1 ? notFound() : page(article, request);
            case BROKEN -> {
                var whole = page(article.site(), pages.article(article, PageNoise.NONE), request);
                yield whole.cutAfter(whole.body().length / 3);
            }
            case SERVER_ERROR -> Answer.text(500, "out of order\n");
            case MISSING -> notFound();
            case GONE -> Answer.text(410, "gone\n");
            case REDIRECT_LOOP -> Answer.redirect(302, article.site().baseUrl() + "/loop/" + article.id());
            case HUGE -> Answer.of(200, "text/html; charset=utf-8", huge());
            case NOT_HTML -> Answer.of(200, "application/pdf", "%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
        };
    }

    private Answer page(Article article, Request request) {
        if (noise) { // without tags: such a page is never as it was
            var now = PageNoise.of(world, article, config.seed() + served.get());
            return page(article.site(), pages.article(article, now), request);
        }
        return unlessKnown(
                article, request, () -> page(article.site(), pages.article(article, PageNoise.NONE), request));
    }

    /** A page of an article, or word that the reader has it as it is (RFC 9110, 13.1). */
    private Answer unlessKnown(Article article, Request request, Supplier<Answer> page) {
        var version = article.current(); // before the page is written: an edit meanwhile must not bear the new tag
        String etag = "W/\"" + Long.toString(config.seed(), 36) + "-" + article.id() + "-" + version.number() + "\"";
        String lastModified = Feeds.RFC_822.format(version.at());
        var answer = isKnown(request, etag, lastModified) ? Answer.of(304, "text/html", new byte[0]) : page.get();
        return tagged(answer, etag, lastModified);
    }

    private static boolean isKnown(Request request, String etag, String lastModified) {
        var known = request.header("if-none-match");
        return known.isPresent()
                ? known.get().contains(etag)
                : request.header("if-modified-since")
                        .filter(lastModified::equals)
                        .isPresent();
    }

    private static Answer page(Site site, String html, Request request) {
        var charset = html.startsWith("<!doctype html>\n<html amp") ? StandardCharsets.UTF_8 : site.pageCharset();
        var plain = Answer.of(
                200, "text/html; charset=" + charset.name().toLowerCase(Locale.ROOT), Markup.encode(html, charset));
        boolean zip =
                site.gzip() && request.header("accept-encoding").orElse("").contains("gzip");
        return zip ? plain.withBody(gzip(plain.body())).with("Content-Encoding", "gzip") : plain;
    }

    private static byte[] gzip(byte[] bytes) {
        try {
            var out = new ByteArrayOutputStream(bytes.length / 2);
            try (var zip = new GZIPOutputStream(out)) {
                zip.write(bytes);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] huge() {
        var page = huge;
        if (page == null) {
            var made = new StringBuilder(HUGE_BYTES + 200).append("<!doctype html><html><body>");
            while (made.length() < HUGE_BYTES) {
                made.append("<p>This page has no end, and nobody should read all of it.</p>\n");
            }
            page = made.append("</body></html>").toString().getBytes(StandardCharsets.UTF_8);
            huge = page;
        }
        return page;
    }

    private Answer feed(Site site, Request request) {
        return feed(
                site.name(),
                site.feedFormat().mediaType() + "; charset="
                        + site.feedCharset().name(),
                request,
                last -> Feeds.xml(
                        site.feedFormat(),
                        site.feedCharset(),
                        new Feeds.Channel(site.name(), site.baseUrl() + "/", site.feedUrl(), site.language(), last),
                        entries(world.articles(site), site.name())));
    }

    /** The JSON feed that gathers articles of all sites. */
    public Answer digest(String self, Request request) {
        return feed(
                World.DIGEST,
                "application/feed+json",
                request,
                last -> Feeds.json(
                        new Feeds.Channel(World.DIGEST, world.mainUrl() + "/", self, "en", last),
                        entries(world.articles(), World.DIGEST)));
    }

    private interface Writer {
        byte[] write(Instant last);
    }

    private Answer feed(String name, String contentType, Request request, Writer writer) {
        var changes = requireNonNull(feeds.get(name), "every feed has its changes from the start");
        long count;
        Instant last;
        byte[] bytes;
        synchronized (changes) {
            count = changes.count;
            last = changes.last;
            bytes = changes.renderedAt == count ? changes.bytes : null;
        }
        String etag = "\"" + Long.toString(config.seed(), 36) + "-" + count + "-" + last.getEpochSecond() + "\"";
        String lastModified = Feeds.RFC_822.format(last);
        if (isKnown(request, etag, lastModified)) {
            return tagged(Answer.of(304, contentType, new byte[0]), etag, lastModified);
        }
        if (bytes == null) {
            bytes = writer.write(last); // without the lock: it asks the world, which tells us of changes under its own
            synchronized (changes) {
                changes.bytes = bytes;
                changes.renderedAt = count;
            }
        }
        return tagged(Answer.of(200, contentType, bytes), etag, lastModified);
    }

    private static Answer tagged(Answer answer, String etag, String lastModified) {
        return answer.with("ETag", etag).with("Last-Modified", lastModified);
    }

    /** Newest first: an edit makes an article news again. */
    private List<Entry> entries(List<Article> articles, String feed) {
        record Listed(Article article, Discovery discovery) {}
        var listed = new ArrayList<Listed>();
        for (var article : articles.stream().filter(a -> a.removal().isEmpty()).toList()) {
            article.discoveries().stream()
                    .filter(found ->
                            found.source() == Source.RSS && found.sourceName().equals(feed))
                    .forEach(found -> listed.add(new Listed(article, found)));
        }
        return listed.stream()
                .sorted(Comparator.comparing(
                                (Listed one) -> one.article.current().at())
                        .thenComparing(one -> one.article.id())
                        .reversed())
                .limit(config.feedItems())
                .map(one -> Entries.of(world, one.article, one.discovery))
                .toList();
    }
}
