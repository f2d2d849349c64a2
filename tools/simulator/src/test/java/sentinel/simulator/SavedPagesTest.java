package sentinel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SavedPagesTest {

    private final Client client = new Client();

    @TempDir
    private Path directory;

    private void save(String id, String html) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(html.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Files.write(directory.resolve(id + ".html.gz"), bytes.toByteArray());
    }

    @Test
    void given_a_directory_of_pages_when_served_then_feed_and_gdelt_announce_the_same_ones() throws IOException {
        save("aaaaaaaaaa", "<p>one</p>");
        save("bbbbbbbbbb", "<p>two</p>");
        save("cccccccccc", "<p>three</p>");
        Files.writeString(
                directory.resolve("ground-truth.json"),
                """
                {"cccccccccc": {"url": "https://news.example/c"}, "aaaaaaaaaa": {"url": "https://news.example/big-news-today.html"},
                 "bbbbbbbbbb": {"url": "https://news.example/b"}, "missing": {"url": "https://news.example/m"}}
                """);
        try (var newsroom =
                Newsroom.start(NewsroomConfig.still().withPages(directory).withArticles(2))) {
            var pages = newsroom.truth().savedPages();
            assertThat(pages).extracting(Truth.SavedPageTruth::id).containsExactly("aaaaaaaaaa", "bbbbbbbbbb");
            assertThat(client.text(pages.get(1).url())).isEqualTo("<p>two</p>");
            assertThat(client.get(pages.get(1).url(), "Accept-Encoding", "gzip").body()[0])
                    .isEqualTo((byte) 0x1f);
            assertThat(newsroom.feedsYaml()).contains("/pages/feed.xml").doesNotContain("rss.xml");
            var feed = client.text(newsroom.baseUrl() + "/pages/feed.xml");
            var list = client.text(newsroom.gdeltBase() + "/lastupdate.txt");
            assertThat(feed).contains("<title>big news today</title>");
            assertThat(pages).allSatisfy(page -> assertThat(page.discoveries())
                    .allSatisfy(found -> assertThat(found.normalizedUrl()).isEqualTo(page.normalizedUrl())));
            for (var page : pages) {
                assertThat(feed).contains(page.discoveries().get(0).url().replace("&", "&amp;"));
            }
            assertThat(list.lines()).hasSize(3);
        }
    }
}
