package sentinel.simulator.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import sentinel.service.json.Json;
import sentinel.simulator.http.Answer;
import sentinel.simulator.http.Request;
import sentinel.simulator.world.Site.FeedFormat;

/**
 * Pages that were saved from real sites, served as they are and announced by a feed and by GDELT, the same ones by both.
 * Their canonical links name the sites they came from, which must not be believed. The directory holds
 * {@code <id>.html.gz} and {@code ground-truth.json}, of which only ids and URLs are read.
 */
public final class SavedPages {

    /** Name of the feed. */
    public static final String FEED = "Saved Pages";

    private static final String DOMAIN = "savedpages.example";
    private static final String PREFIX = "/pages/";

    private final Path directory;
    private final String mainUrl;
    private final Map<String, String> urlById = new LinkedHashMap<>();
    private final Instant start;

    /**
     * Reads the list of pages.
     *
     * @param count how many of them are announced, in the order of their ids
     * @throws UncheckedIOException the directory is not laid out like that; the message says what is wrong
     */
    public SavedPages(Path directory, int count, String mainUrl, Instant start) {
        this.directory = directory;
        this.mainUrl = mainUrl;
        this.start = start;
        var list = directory.resolve("ground-truth.json");
        try {
            JsonNode all = Json.mapper().readTree(Files.readAllBytes(list));
            all.properties().stream()
                    .filter(page -> Files.isRegularFile(file(page.getKey())))
                    .sorted(Map.Entry.comparingByKey())
                    .limit(count)
                    .forEach(page -> urlById.put(
                            page.getKey(), page.getValue().path("url").asText()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException(list + " is no JSON", e));
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("cannot read " + list, e));
        }
    }

    private Path file(String id) {
        return directory.resolve(id + ".html.gz");
    }

    /** Ids of the pages that are announced. */
    public List<String> ids() {
        return List.copyOf(urlById.keySet());
    }

    /** Where the page was saved from. */
    public String originalUrl(String id) {
        return requireNonNull(urlById.get(id), "only pages of the list have ids");
    }

    /** Where it is served. */
    public String url(String id) {
        return mainUrl + PREFIX + id;
    }

    /** As the feed announces it. */
    public String rssUrl(String id) {
        return url(id) + "?utm_source=rss&utm_medium=feed";
    }

    /** As GDELT announces it. */
    public String gdeltUrl(String id) {
        return url(id) + "?utm_campaign=world&fbclid=" + id.substring(0, Math.min(8, id.length()));
    }

    /** The domain by which GDELT knows the site. */
    public static String domain() {
        return DOMAIN;
    }

    public String feedUrl() {
        return mainUrl + PREFIX + "feed.xml";
    }

    /** Tells of all pages, in files to come. */
    public void announce(GdeltDesk gdelt) {
        ids().forEach(id -> gdelt.announce(entry(id, gdeltUrl(id))));
    }

    /** What a path below {@code /pages/} gets. */
    public Answer answer(Request request) {
        String id = request.path().substring(PREFIX.length());
        if (id.equals("feed.xml")) {
            return feed(request);
        }
        if (!urlById.containsKey(id)) {
            return Answer.text(404, "no such page\n");
        }
        try {
            byte[] zipped = Files.readAllBytes(file(id));
            var answer = Answer.of(200, "text/html", zipped); // of which charset only the page can say
            if (request.header("accept-encoding").orElse("").contains("gzip")) {
                return answer.with("Content-Encoding", "gzip");
            }
            try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
                return answer.withBody(in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer feed(Request request) {
        String etag = "\"" + urlById.size() + "-" + start.getEpochSecond() + "\"";
        boolean known = request.header("if-none-match").orElse("").contains(etag);
        var channel = new Feeds.Channel(FEED, mainUrl + "/", feedUrl(), "en", start);
        var entries = new ArrayList<Entry>();
        ids().forEach(id -> entries.add(entry(id, rssUrl(id))));
        byte[] body = known ? new byte[0] : Feeds.xml(FeedFormat.RSS, StandardCharsets.UTF_8, channel, entries);
        return Answer.of(known ? 304 : 200, "application/rss+xml; charset=utf-8", body)
                .with("ETag", etag);
    }

    private Entry entry(String id, String url) {
        return new Entry(
                url, url(id), title(id), "", List.of(), null, start, "en", DOMAIN, "news", List.of(), List.of(),
                List.of(), "", 0, "", 0);
    }

    /** A guess from the last words of the address, as a link text may be. */
    private String title(String id) {
        String path = originalUrl(id).replaceAll("[?#].*", "").replaceAll("/+$", "");
        String words = path.substring(path.lastIndexOf('/') + 1)
                .replaceAll("\\.\\w+$", "")
                .replaceAll("[-_+]+", " ");
        return words.isBlank() ? "Saved page" : words;
    }
}
