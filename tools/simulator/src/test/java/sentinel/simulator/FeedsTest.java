package sentinel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import sentinel.fixture.SetClock;
import sentinel.service.json.Json;

final class FeedsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:07:00Z");

    private final Client client = new Client();
    private final SetClock clock = new SetClock(NOW);
    private final Newsroom newsroom =
            Newsroom.start(NewsroomConfig.still().withArticles(300).withClock(clock));

    @AfterEach
    void close() {
        newsroom.close();
    }

    @Test
    void given_all_feeds_when_they_are_read_then_they_list_exactly_what_the_truth_says() throws Exception {
        var expected = newsroom.truth().articles().stream()
                .flatMap(article -> article.discoveries().stream()
                        .filter(found -> found.source().equals("rss"))
                        .map(found -> found.sourceName() + " " + found.url() + " " + article.title()))
                .toList();
        var listed = new ArrayList<String>();
        for (var feed : newsroom.truth().feeds()) {
            entries(feed).forEach(entry -> listed.add(feed.name() + " " + entry));
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(newsroom.truth().feeds()).extracting(Truth.Feed::format).contains("rss", "atom", "rdf", "json");
        assertThat(newsroom.truth().feeds())
                .extracting(Truth.Feed::charset)
                .contains("UTF-8", "ISO-8859-1", "windows-1251");
    }

    /** Link and title of each entry. */
    private List<String> entries(Truth.Feed feed) throws Exception {
        var body = client.get(feed.url()).body();
        var entries = new ArrayList<String>();
        if (feed.format().equals("json")) {
            Json.mapper()
                    .readTree(body)
                    .path("items")
                    .forEach(item -> entries.add(
                            item.path("url").asText() + " " + item.path("title").asText()));
            return entries;
        }
        var items = parse(body).getElementsByTagName(feed.format().equals("atom") ? "entry" : "item");
        for (int i = 0; i < items.getLength(); i++) {
            var item = (Element) items.item(i);
            var link = (Element) item.getElementsByTagName("link").item(0);
            String url = link.hasAttribute("href") ? link.getAttribute("href") : link.getTextContent();
            entries.add(url + " "
                    + item.getElementsByTagName("title")
                            .item(0)
                            .getTextContent()
                            .replace("&quot;", "\""));
        }
        return entries;
    }

    private static Document parse(byte[] xml) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    @Test
    void given_validators_when_nothing_changed_then_304_and_when_an_article_is_edited_then_200_with_it_on_top()
            throws Exception {
        for (var feed : newsroom.truth().feeds()) {
            var first = client.get(feed.url());
            String etag = first.headers().firstValue("etag").orElseThrow();
            String modified = first.headers().firstValue("last-modified").orElseThrow();
            assertThat(client.get(feed.url(), "If-None-Match", etag).statusCode())
                    .isEqualTo(304);
            assertThat(client.get(feed.url(), "If-Modified-Since", modified).statusCode())
                    .isEqualTo(304);
            var old = newsroom.truth().articles().stream()
                    .filter(article -> article.discoveries().stream()
                            .anyMatch(found -> found.sourceName().equals(feed.name())
                                    && found.source().equals("rss")))
                    .findFirst()
                    .orElseThrow();
            clock.forward(Duration.ofSeconds(1));
            assertThat(newsroom.edit(old.id())).isTrue();
            assertThat(client.get(feed.url(), "If-None-Match", etag).statusCode())
                    .isEqualTo(200);
            assertThat(entries(feed).get(0)).endsWith(old.title());
        }
    }

    @Test
    void given_the_feeds_file_when_read_then_it_names_every_feed() throws IOException {
        var urls = client.text(newsroom.baseUrl() + "/feeds.yaml")
                .lines()
                .filter(line -> line.strip().startsWith("url:"))
                .map(line -> line.replaceAll(".*\"(.*)\".*", "$1"))
                .toList();
        assertThat(urls)
                .containsExactlyElementsOf(
                        newsroom.truth().feeds().stream().map(Truth.Feed::url).toList());
    }

    @Test
    void given_a_site_when_its_robots_are_read_then_exactly_the_parked_paths_are_forbidden() throws IOException {
        Map<Boolean, List<Truth.ArticleTruth>> byPath = newsroom.truth().articles().stream()
                .collect(Collectors.partitioningBy(article -> article.url().contains("/members/")));
        assertThat(byPath.get(true)).isNotEmpty().allSatisfy(article -> assertThat(article.outcome())
                .isEqualTo("parked:robots"));
        assertThat(byPath.get(false))
                .noneSatisfy(article -> assertThat(article.outcome()).isEqualTo("parked:robots"));
        for (var site : newsroom.truth().sites()) {
            assertThat(client.text(site.baseUrl() + "/robots.txt")).contains("Disallow: /members/\n");
        }
    }
}
