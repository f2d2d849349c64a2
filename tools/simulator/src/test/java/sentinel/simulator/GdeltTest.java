package sentinel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.fixture.SetClock;

final class GdeltTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:07:00Z");

    private final Client client = new Client();
    private final SetClock clock = new SetClock(NOW);
    private final Newsroom newsroom =
            Newsroom.start(NewsroomConfig.still().withClock(clock).withGdeltSlot(Duration.ofSeconds(15)));

    @AfterEach
    void close() {
        newsroom.close();
    }

    private List<String> lists(String name) throws IOException {
        return client.text(newsroom.gdeltBase() + "/" + name).lines().toList();
    }

    /** The rows of the file that a line of a list names, after checking what the line says of it. */
    private List<String> rows(String line) throws Exception {
        var parts = line.split(" ");
        byte[] zip = client.get(parts[2]).body();
        assertThat(zip).hasSize(Integer.parseInt(parts[0]));
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(zip)))
                .isEqualTo(parts[1]);
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            String csv = in.getNextEntry().getName();
            assertThat(parts[2]).endsWith("/" + csv + ".zip");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void given_the_last_update_when_its_gkg_is_read_then_its_rows_are_what_gdelt_should_announce() throws Exception {
        var update = lists("lastupdate.txt");
        assertThat(update).hasSize(3);
        var rows = rows(update.get(2)).stream().map(row -> row.split("\t", -1)).toList();
        var whole = rows.stream().filter(row -> row.length == 27).toList();
        assertThat(rows.size() - whole.size()).as("rows cut short").isOne();
        assertThat(whole.stream().filter(row -> row[2].equals("2")))
                .as("broadcasts")
                .hasSize(1);
        var announced = newsroom.truth().articles().stream()
                .filter(article -> article.sources().contains("gdelt"))
                .toList();
        var web = whole.stream().filter(row -> row[2].equals("1")).toList();
        assertThat(web).hasSameSizeAs(announced);
        for (int i = 0; i < web.size(); i++) {
            var row = web.get(i);
            var article = announced.get(i);
            var found = article.discoveries().stream()
                    .filter(one -> one.source().equals("gdelt"))
                    .findFirst()
                    .orElseThrow();
            assertThat(row[1]).isEqualTo("20260302100000");
            assertThat(row[0]).startsWith(row[1] + (article.language().equals("en") ? "-" : "-T"));
            assertThat(row[3]).isEqualTo(found.sourceName());
            assertThat(row[4]).isEqualTo(found.url());
            assertThat(row[15].split(",", -1)).hasSize(7);
            assertThat(Math.signum(Double.parseDouble(row[15].split(",")[0])))
                    .isEqualTo(Math.signum(article.sentimentScore()));
            assertThat(row[25].isEmpty()).isEqualTo(article.language().equals("en"));
            assertThat(row[26]).contains("<PAGE_TITLE>", "<PAGE_PRECISEPUBTIMESTAMP>", "<PAGE_AUTHORS>");
            assertThat(row[26].chars().allMatch(c -> c < 0x80)).isTrue();
        }
    }

    @Test
    void given_nobody_reads_when_time_passes_then_no_slot_and_after_the_first_read_one_per_slot() throws Exception {
        clock.forward(Duration.ofMinutes(3));
        assertThat(newsroom.truth().gdeltSlots()).containsExactly("20260302100000");
        lists("lastupdate.txt");
        var fresh = newsroom.publish(30);
        clock.forward(Duration.ofSeconds(31));
        assertThat(newsroom.truth().gdeltSlots()).containsExactly("20260302100000", "20260302101500", "20260302103000");
        assertThat(lists("masterfilelist.txt")).hasSize(9);
        assertThat(rows(lists("lastupdate.txt").get(2)))
                .as("nothing but the broadcast")
                .hasSize(1);
        assertThat(newsroom.truth().articles().stream().filter(article -> fresh.contains(article.id())))
                .allSatisfy(article -> assertThat(article.sources())
                        .containsExactlyElementsOf(article.discoveries().stream()
                                .map(Truth.DiscoveryTruth::source)
                                .distinct()
                                .sorted()
                                .toList()));
    }

    @Test
    void given_an_edit_when_the_next_slot_closes_then_the_article_is_announced_again() throws Exception {
        var article = newsroom.truth().articles().stream()
                .filter(one -> one.sources().contains("gdelt"))
                .findFirst()
                .orElseThrow();
        newsroom.edit(article.id());
        newsroom.nextGdeltSlot();
        var row = rows(lists("lastupdate.txt").get(2)).get(0).split("\t", -1);
        assertThat(article.discoveries()).extracting(Truth.DiscoveryTruth::url).contains(row[4]);
    }

    @Test
    void given_official_names_when_the_list_is_read_then_it_names_gdelts_host() throws IOException {
        try (var official = Newsroom.start(NewsroomConfig.still().withOfficialGdelt(true))) {
            assertThat(client.text(official.gdeltBase() + "/lastupdate.txt"))
                    .contains(" http://data.gdeltproject.org/gdeltv2/");
        }
    }
}
