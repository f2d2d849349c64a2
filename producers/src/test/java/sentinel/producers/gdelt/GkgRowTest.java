package sentinel.producers.gdelt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.contract.message.ArticleFound;
import sentinel.producers.gate.Discovery;
import sentinel.producers.gate.SkipReason;
import sentinel.web.Bytes;

class GkgRowTest {

    private static final GkgFilter ALL = new GkgFilter(List.of(), Set.of(), Set.of(), Set.of());

    @Test
    void given_a_full_row_when_parsed_then_its_hints_come_out() {
        var columns = Gkg.columns("20260301101500-7", "https://paper.example/a?utm_source=x");
        columns[7] = "OLD_THEME";
        columns[8] = "ENV_BATTERY,118;ENV_BATTERY,401;ECON_STOCKMARKET,940;";
        columns[11] = "mara ellison";
        columns[12] = "Mara Ellison,241;Tobias Crane,1022;Mara Ellison,900";
        columns[14] = "Novagrid, Inc,12";
        columns[15] = "-1.85,4.1,2.25,6.35,21.4,0.6,486";
        columns[26] = "<PAGE_LINKS>https://x.example</PAGE_LINKS><PAGE_AUTHORS>Jo Arden;Ren&#xE9; B</PAGE_AUTHORS>"
                + "<PAGE_PRECISEPUBTIMESTAMP>20260301091500</PAGE_PRECISEPUBTIMESTAMP>"
                + "<PAGE_TITLE>Battery plant &#x2013; 1,200 jobs &amp;amp; more</PAGE_TITLE>";

        var row = GkgRow.parse(String.join("\t", columns)).orElseThrow();

        assertThat(row.recordId()).isEqualTo("20260301101500-7");
        assertThat(row.web()).isTrue();
        assertThat(row.published()).isEqualTo(Instant.parse("2026-03-01T09:15:00Z"));
        var hints = row.hints();
        assertThat(hints.themes()).containsExactly("ENV_BATTERY", "ECON_STOCKMARKET");
        assertThat(hints.persons()).containsExactly("Mara Ellison", "Tobias Crane");
        assertThat(hints.organisations()).containsExactly("Novagrid, Inc");
        assertThat(hints.tone()).isEqualTo(-1.85);
        assertThat(hints.title()).isEqualTo("Battery plant \u2013 1,200 jobs &amp; more");
        assertThat(hints.author()).isEqualTo("Jo Arden, Ren\u00e9 B");
        assertThat(hints.language()).isEqualTo("en");
    }

    @Test
    void given_only_the_old_lists_when_parsed_then_names_are_capitalised() {
        var columns = Gkg.columns("1", "https://paper.example/a");
        columns[7] = "ENV_BATTERY";
        columns[11] = "mara ellison;anne-marie o'neill";
        columns[13] = "novagrid energy";

        var row = GkgRow.parse(String.join("\t", columns)).orElseThrow();

        assertThat(row.themes()).containsExactly("ENV_BATTERY");
        assertThat(row.persons()).containsExactly("Mara Ellison", "Anne-Marie O'Neill");
        assertThat(row.organisations()).containsExactly("Novagrid Energy");
    }

    @ParameterizedTest
    @CsvSource({"srclc:fra;eng:GT-FRA 1.0, fr", "srclc:zho;eng:GT-ZHO 1.0, zh", "srclc:xyz;eng:X, ", "'', en"})
    void given_a_note_of_translation_when_parsed_then_the_language_is_that_of_the_page(String note, String language) {
        var columns = Gkg.columns("1", "https://paper.example/a");
        columns[25] = note;

        assertThat(GkgRow.parse(String.join("\t", columns)).orElseThrow().language())
                .isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1\t2\t3", "7\t20260301101500\t1\tpaper.example\thttps://paper.example/a\t\t\t\t"})
    void given_too_few_columns_when_parsed_then_it_is_no_row(String line) {
        assertThat(GkgRow.parse(line)).isEmpty();
    }

    @Test
    void given_tabs_in_the_title_when_parsed_then_the_row_is_whole() {
        var columns = Gkg.columns("1", "https://paper.example/a");
        columns[8] = "ENV_WATER,7";
        columns[25] = "srclc:fra;eng:GT-FRA 1.0";
        columns[26] = "<PAGE_PRECISEPUBTIMESTAMP>20260301091500</PAGE_PRECISEPUBTIMESTAMP>"
                + "<PAGE_TITLE>Weir\topens\tagain</PAGE_TITLE>";

        var row = GkgRow.parse(String.join("\t", columns)).orElseThrow();

        assertThat(row.document()).isEqualTo("https://paper.example/a");
        assertThat(row.title()).isEqualTo("Weir opens again");
        assertThat(row.themes()).containsExactly("ENV_WATER");
        assertThat(row.language()).isEqualTo("fr");
        assertThat(row.published()).isEqualTo(Instant.parse("2026-03-01T09:15:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://paper.example/a?b=2&amp;a=1, https://paper.example/a?b=2&a=1",
        "https://paper.example/a?b=2&amp;amp;a=1, https://paper.example/a?b=2&a=1",
        "https://paper.example/a?b=2&#038;a=1, https://paper.example/a?b=2&a=1",
        "https://paper.example/a?b=2&amplitude=1, https://paper.example/a?b=2&amplitude=1",
    })
    void given_an_escaped_ampersand_in_the_url_when_harvested_then_announced_without_the_escape(
            String written, String announced) {
        assertThat(harvested(Gkg.row("1", written)).url()).isEqualTo(announced);
    }

    @ParameterizedTest
    @CsvSource({
        "00010101000000, ",
        "19700101000000, ",
        "19891231235959, ",
        "19900101000000, 1990-01-01T00:00:00Z",
        "20260228091500, 2026-02-28T09:15:00Z",
        "20260309000000, ",
    })
    void given_a_date_that_cannot_be_when_harvested_then_it_is_unknown(String stamp, Instant published) {
        var columns = Gkg.columns("1", "https://paper.example/a");
        columns[26] = "<PAGE_PRECISEPUBTIMESTAMP>" + stamp + "</PAGE_PRECISEPUBTIMESTAMP>";

        assertThat(harvested(String.join("\t", columns)).published()).isEqualTo(published);
    }

    @Test
    void given_rows_of_every_kind_when_harvested_then_each_is_counted_by_what_became_of_it() {
        var harvest = new GkgHarvest(
                new GkgFilter(List.of("env_*"), Set.of(), Set.of("bad.example"), Set.of("en")), 2, Instant.EPOCH);
        harvest.accept(themed("1", "https://paper.example/1", "ENV_BATTERY,1"));
        harvest.accept(themed("2", "https://paper.example/2", "TAX_X,1"));
        harvest.accept(themed("3", "https://www.bad.example/3", "ENV_BATTERY,1"));
        harvest.accept(themed("4", "not an address", "ENV_BATTERY,1"));
        harvest.accept(themed("5", "https://paper.example/5", "ENV_WIND,1"));
        harvest.accept(themed("6", "https://paper.example/6", "ENV_BATTERY,1"));
        harvest.accept("cut\toff");
        var radio = Gkg.columns("7", "Example Radio, 0600 gmt");
        radio[2] = "2";
        harvest.accept(String.join("\t", radio));

        assertThat(harvest.discoveries()).extracting(Discovery::recordId).containsExactly("1", "5");
        assertThat(harvest.skipped())
                .isEqualTo(Map.of(
                        SkipReason.FILTERED, 2,
                        SkipReason.NO_LINK, 1,
                        SkipReason.OVER_CAP, 1,
                        SkipReason.MALFORMED, 1,
                        SkipReason.NOT_WEB, 1));
    }

    @Test
    void given_bytes_that_are_no_utf8_when_read_then_only_their_row_suffers() throws Exception {
        var first = Gkg.columns("1", "https://paper.example/1");
        first[26] = "<PAGE_TITLE>Caf\u00e9 opens</PAGE_TITLE>";
        var latin = String.join("\t", first).getBytes(StandardCharsets.ISO_8859_1);
        var second = ("\n" + String.join("\t", first) + "\r\n").getBytes(StandardCharsets.UTF_8);
        var both = new byte[latin.length + second.length];
        System.arraycopy(latin, 0, both, 0, latin.length);
        System.arraycopy(second, 0, both, latin.length, second.length);

        var titles = lines(new GkgLines(1 << 20, 1 << 16), Gkg.zip(both)).stream()
                .map(line -> GkgRow.parse(line).orElseThrow().title())
                .toList();

        assertThat(titles).containsExactly("Caf\uFFFD opens", "Caf\u00e9 opens");
    }

    @Test
    void given_a_row_of_44_kilobytes_when_read_then_it_is_whole() throws Exception {
        var columns = Gkg.columns("1", "https://paper.example/1");
        columns[17] = "c".repeat(44 * 1024);

        assertThat(lines(new GkgLines(1 << 20, 1 << 20), Gkg.zip(String.join("\t", columns))))
                .singleElement()
                .satisfies(line -> assertThat(GkgRow.parse(line)).isPresent());
    }

    @Test
    void given_a_line_without_end_when_read_then_it_is_cut_and_the_next_is_read() throws Exception {
        var rows = lines(
                new GkgLines(10_000_000, 1000),
                Gkg.zip("x".repeat(5_000_000), Gkg.row("1", "https://paper.example/1")));

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).hasSize(1000);
        assertThat(GkgRow.parse(rows.get(1))).isPresent();
    }

    @Test
    void given_a_zip_bomb_when_read_then_it_is_refused() {
        var bomb = Gkg.zip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(100_000);

        assertThatThrownBy(() -> lines(new GkgLines(1_000_000, 1000), bomb))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 90})
    void given_a_damaged_zip_when_read_then_it_is_refused(int length) {
        var zip = Gkg.zip(Gkg.row("1", "https://paper.example/1"), Gkg.row("2", "https://paper.example/2"));
        var cut = java.util.Arrays.copyOf(zip, length);

        assertThatThrownBy(() -> lines(new GkgLines(1 << 20, 1 << 16), cut)).isInstanceOf(IOException.class);
    }

    @Test
    void given_a_list_when_read_then_gkg_files_alone_come_out() {
        var zip = Gkg.zip(Gkg.row("1", "https://paper.example/1"));
        String list = "garbage\n61 x y\n" + Gkg.listed("20260301101500", zip) + Gkg.listed("20261301101500", zip)
                + "12 " + Gkg.md5(zip) + " http://h/20260301101500.translation.gkg.csv.zip\r\n";

        assertThat(GkgFile.list(list))
                .containsExactly(
                        new GkgFile("20260301101500.gkg.csv.zip", "20260301101500", zip.length, Gkg.md5(zip)),
                        new GkgFile("20260301101500.translation.gkg.csv.zip", "20260301101500", 12, Gkg.md5(zip)));
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:1/gdeltv2, http://h:1/gdeltv2/lastupdate.txt, http://h:1/gdeltv2/masterfilelist.txt",
        "http://h/gdeltv2/, http://h/gdeltv2/lastupdate.txt, http://h/gdeltv2/masterfilelist.txt",
        "http://h, http://h/lastupdate.txt, http://h/masterfilelist.txt",
        "http://h/g/lastupdate.txt, http://h/g/lastupdate.txt, http://h/g/masterfilelist.txt",
        "http://h/g/lastupdate-translation.txt, http://h/g/lastupdate-translation.txt, http://h/g/masterfilelist-translation.txt",
    })
    void given_a_base_when_resolved_then_lists_and_files_are_below_it(String base, String last, String master) {
        var addresses = GkgAddresses.of(java.net.URI.create(base));

        assertThat(addresses.lastUpdate()).hasToString(last);
        assertThat(addresses.masterList()).hasToString(master);
    }

    @Test
    void given_no_filter_when_asked_then_every_row_is_wanted() {
        assertThat(ALL.wants(GkgRow.parse(Gkg.row("1", "x")).orElseThrow())).isTrue();
    }

    private static ArticleFound harvested(String line) {
        var harvest = new GkgHarvest(ALL, 10, Instant.parse("2026-03-01T10:15:00Z"));
        harvest.accept(line);
        return harvest.discoveries().get(0).announcement();
    }

    private static String themed(String id, String url, String themes) {
        var columns = Gkg.columns(id, url);
        columns[8] = themes;
        return String.join("\t", columns);
    }

    private static List<String> lines(GkgLines reader, byte[] zip) throws IOException {
        var lines = new ArrayList<String>();
        reader.read(Bytes.of(zip), lines::add);
        return lines;
    }
}
