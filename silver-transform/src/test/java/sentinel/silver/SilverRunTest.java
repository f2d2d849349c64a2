package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.Sighting;
import sentinel.contract.table.BronzeColumn;
import sentinel.silver.Tables.Article;
import sentinel.silver.Tables.Sighted;
import sentinel.versions.ContentHash;

/** The job over real Delta tables; all tests share one Spark. */
class SilverRunTest extends OnTables {

    @Test
    void given_new_and_changed_articles_when_folded_in_steps_then_silver_holds_their_versions() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1), Article.of("a.com/2", "h2", 2));
        tables.once();
        tables.bronze(Article.of("a.com/1", "h1b", 3), Article.of("a.com/3", "h3", 4));
        tables.sightings(new Sighted("a.com/2", "gdelt", "gkg", 5));
        tables.once();

        var silver = tables.silver();
        assertThat(silver.keySet()).containsExactly("a.com/1", "a.com/2", "a.com/3");
        assertThat(silver.get("a.com/1"))
                .containsEntry("content_version", 2)
                .containsEntry("is_updated", true)
                .containsEntry("previous_content_hash", "h1")
                .containsEntry("content_hash", "h1b")
                .containsEntry("body", "Body of h1b")
                .containsEntry("first_seen_ts", Tables.START.plusSeconds(1))
                .containsEntry("updated_ts", Tables.START.plusSeconds(3))
                .containsEntry("freshness_status", "fresh");
        assertThat(silver.get("a.com/2"))
                .containsEntry("content_version", 1)
                .containsEntry("previous_content_hash", null)
                .containsEntry("sources", List.of("gdelt", "rss"))
                .containsEntry("source_names", List.of("feed-a", "gkg"));

        tables.assertThatNothingDiffers();
    }

    @Test
    void given_a_row_of_each_kind_when_folded_then_the_columns_follow_from_it() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 10).as("go.com/1").by("gdelt", "gkg"));
        tables.once();

        assertThat(tables.silver().get("a.com/1"))
                .containsEntry("id", sentinel.contract.url.UrlIdentity.articleId("a.com/1"))
                .containsEntry("url", "https://go.com/1?utm_source=x")
                .containsEntry("final_url", "https://a.com/1")
                .containsEntry("companies", List.of("Acme"))
                .containsEntry("ingestion_lag_hours", 1.0)
                .containsEntry("discovered_normalized_urls", List.of("go.com/1"))
                .containsEntry("sources", List.of("gdelt"))
                .containsEntry("is_updated", false)
                .containsEntry("bronze_version", 0L)
                .containsEntry("kafka_offset", 10L);
    }

    /** Late rows, replays, low scores, sightings on either side of their article, in one go and in pieces. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void given_any_cut_of_the_logs_when_folded_then_silver_is_that_of_one_run(long seed) throws Exception {
        var random = new Random(seed);
        long offset = 0;
        for (int batch = 0; batch < 4; batch++) {
            var rows = new ArrayList<Article>();
            for (int i = 0; i < 8; i++) {
                String url = "a.com/" + random.nextInt(5);
                var row = Article.of(url, TestTexts.HASHES.get(random.nextInt(4)), random.nextInt(40))
                        .fetched(random.nextInt(40))
                        .at(offset++)
                        .on(random.nextInt(2))
                        .scored(random.nextInt(5) == 0 ? 0.1 : 0.7)
                        .by(random.nextBoolean() ? "rss" : "gdelt", "name-" + random.nextInt(3));
                rows.add(random.nextBoolean() ? row : row.as("go.com/" + random.nextInt(5)));
                if (random.nextInt(4) == 0) {
                    rows.add(rows.get(random.nextInt(rows.size())));
                }
            }
            tables.bronze(rows);
            if (batch != 1) {
                String host = random.nextBoolean() ? "go.com/" : "a.com/";
                tables.sightings(
                        new Sighted(host + random.nextInt(5), "gdelt", "seen-" + batch, batch),
                        new Sighted("a.com/" + random.nextInt(5), "rss", "feed-a", random.nextInt(60), 404, null),
                        new Sighted("a.com/" + random.nextInt(5), "rss", "feed-a", random.nextInt(60), null, "b.com"));
            }
            tables.once();
        }
        tables.assertThatNothingDiffers();
    }

    @Test
    void given_edits_when_folded_in_steps_then_silver_lists_the_versions_and_what_changed() throws Exception {
        tables.bronze(Article.of("a.com/1", TestTexts.WHOLE, 10));
        tables.once();
        tables.bronze(Article.of("a.com/1", "h1", 20), Article.of("a.com/2", "h2", 21));
        tables.once();
        tables.bronze(Article.of("a.com/1", TestTexts.WHOLE, 30));
        tables.once();
        tables.bronze(Article.of("a.com/1", TestTexts.SHORTENED, 40));
        tables.once();

        var article = tables.silver().get("a.com/1");
        assertThat(article)
                .containsEntry("content_version", 3)
                .containsEntry("edit_class", "rewritten")
                .containsEntry("is_oscillation", true)
                .containsEntry("shortened_ts", Tables.START.plusSeconds(20))
                .containsEntry("body", TestTexts.of(TestTexts.WHOLE));
        assertThat(article.get("versions"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .extracting(
                        version -> version.get("version"),
                        version -> version.get("content_hash"),
                        version -> version.get("edit_class"),
                        version -> version.get("kafka_offset"),
                        version -> version.get("title"))
                .containsExactly(
                        tuple(1, TestTexts.WHOLE, null, 10L, "Title of h0"),
                        tuple(2, "h1", "rewritten", 20L, "Title of h1"),
                        tuple(3, TestTexts.WHOLE, "rewritten", 30L, "Title of h0"));
        assertThat(tables.silver().get("a.com/2"))
                .containsEntry("edit_class", null)
                .containsEntry("words_changed", null)
                .containsEntry("shortened_ts", null);
        tables.assertThatNothingDiffers();
    }

    @Test
    void given_visits_that_found_no_page_when_folded_then_the_article_is_gone_or_moved_until_it_is_back()
            throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 10), Article.of("a.com/2", "h2", 10));
        tables.once();
        tables.sightings(
                new Sighted("a.com/1", "rss", "feed-a", 30, 404, null),
                new Sighted("a.com/1", "rss", "feed-a", 50, 410, null),
                new Sighted("a.com/2", "rss", "feed-a", 30, null, "b.com/2"));
        tables.once();

        assertThat(tables.silver().get("a.com/1")).containsEntry("gone_since", Tables.START.plusSeconds(30));
        assertThat(tables.silver().get("a.com/2"))
                .containsEntry("moved_to", "b.com/2")
                .containsEntry("gone_since", null)
                .containsEntry("body", "Body of h2");
        tables.assertThatNothingDiffers();

        tables.bronze(
                Article.of("a.com/1", "h1", 70).fetched(40),
                Article.of("a.com/2", "h2", 70).fetched(40));
        tables.once();
        assertThat(tables.silver().get("a.com/1")).containsEntry("gone_since", Tables.START.plusSeconds(50));
        assertThat(tables.silver().get("a.com/2")).containsEntry("moved_to", null);
        tables.bronze(Article.of("a.com/1", "h1", 90).fetched(60));
        tables.once();
        assertThat(tables.silver().get("a.com/1")).containsEntry("gone_since", null);
        tables.assertThatNothingDiffers();
    }

    /** An older release hashed the body as it is; its rows are compared by what a reader sees. */
    @Test
    void given_rows_of_an_older_hash_when_folded_with_newer_ones_then_equal_texts_make_one_version() throws Exception {
        var older = Article.of("a.com/1", "h1", 10).row();
        var values = IntStream.range(0, older.size()).mapToObj(older::get).toArray();
        values[BronzeColumn.ALL.indexOf(BronzeColumn.SCHEMA_VERSION)] = 3;
        tables.bronzeRow(RowFactory.create(values));
        tables.once();
        String hash = ContentHash.of("Title of h1", "Body of h1");
        assertThat(tables.silver().get("a.com/1")).containsEntry("content_hash", hash);

        var newer = Article.of("a.com/1", "h1", 20).row();
        values = IntStream.range(0, newer.size()).mapToObj(newer::get).toArray();
        values[BronzeColumn.ALL.indexOf(BronzeColumn.CONTENT_HASH)] = hash;
        tables.bronzeRow(RowFactory.create(values));
        tables.once();
        assertThat(tables.silver().get("a.com/1")).containsEntry("content_version", 1);
        tables.assertThatNothingDiffers();
    }

    @Test
    void given_an_older_text_that_was_parsed_after_a_newer_one_when_folded_then_the_newer_stays() throws Exception {
        tables.bronze(Article.of("a.com/1", "new", 100).fetched(90));
        tables.once();
        tables.bronze(Article.of("a.com/1", "old", 1900).fetched(10));
        tables.once();

        assertThat(tables.silver().get("a.com/1"))
                .containsEntry("content_hash", "new")
                .containsEntry("body", "Body of new")
                .containsEntry("content_version", 2)
                .containsEntry("previous_content_hash", "old")
                .containsEntry("first_seen_ts", Tables.START.plusSeconds(100))
                .containsEntry("updated_ts", Tables.START.plusSeconds(100));
        tables.assertThatNothingDiffers();
    }

    /** Dates as feeds write them when they are not set, one batch of each way to read Bronze. */
    @Test
    void given_rows_of_impossible_dates_when_folded_then_they_are_unknown_and_nothing_stops() throws Exception {
        var dates = List.of(
                "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1980-01-01T00:00:00Z", "+294000-01-01T00:00:00Z");
        tables.bronze(Article.of("a.com/0", "h", 0).published(Instant.parse(dates.get(0))));
        tables.once();
        for (int i = 0; i < dates.size(); i++) {
            tables.bronze(
                    Article.of("a.com/" + i, "h" + i, 1 + i).published(Instant.parse(dates.get(i))),
                    Article.of("b.com/" + i, "h" + i, 1 + i));
        }
        tables.once();

        var silver = tables.silver();
        assertThat(silver).hasSize(2 * dates.size());
        for (int i = 0; i < dates.size(); i++) {
            assertThat(silver.get("a.com/" + i))
                    .containsEntry("publish_date", null)
                    .containsEntry("freshness_status", "unknown")
                    .containsEntry("ingestion_lag_hours", null);
            assertThat(silver.get("b.com/" + i)).containsEntry("freshness_status", "fresh");
        }
        assertThat(tables.report().leftOut()).isZero();
        tables.assertThatNothingDiffers();
    }

    @Test
    void given_rows_that_cannot_be_folded_when_folded_then_they_alone_are_left_out_and_counted() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        tables.once();
        tables.bronzeRow(without(Article.of("a.com/2", "h2", 2), "kafka_ts"));
        tables.bronzeRow(without(Article.of("a.com/1", "h1b", 3), "content_hash"));
        tables.bronze(Article.of("a.com/3", "h3", 4), Article.of("a.com/1", "h1c", 5));
        tables.once();

        var silver = tables.silver();
        assertThat(silver.keySet()).containsExactly("a.com/1", "a.com/3");
        assertThat(silver.get("a.com/1")).containsEntry("content_hash", "h1c").containsEntry("content_version", 2);
        assertThat(tables.report().leftOut()).isEqualTo(2);
        assertThat(tables.report().leftOutReason()).isIn("kafka_ts is missing", "content_hash is missing");
        assertThat(tables.report().failure()).isNull();
        tables.assertThatNothingDiffers();
        assertThat(tables.report().leftOut()).isEqualTo(2);
    }

    @Test
    void given_rows_that_a_newer_release_wrote_when_folded_then_the_batch_fails_and_says_so_and_nothing_is_lost()
            throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1)); // of version 1, before there were word counts
        tables.once();
        assertThat(tables.silver().get("a.com/1")).containsEntry("word_count", null);
        int newer = BronzeArticle.SCHEMA_VERSION + 1;
        tables.bronzeRow(with(Article.of("a.com/2", "h2", 2), BronzeColumn.SCHEMA_VERSION, newer));
        tables.bronze(Article.of("a.com/3", "h3", 3));

        for (var mode :
                List.<ThrowingCallable>of(tables::once, () -> tables.run().reconcile())) {
            assertThatThrownBy(mode)
                    .satisfies(e -> assertThat(NewerRowException.in(e)).get().satisfies(newerRow -> assertThat(newerRow)
                            .hasMessage("table " + tables.paths.bronze() + " has rows of schema_version " + newer
                                    + ", and this job knows up to " + BronzeArticle.SCHEMA_VERSION
                                    + ": a newer release wrote them, upgrade the Silver job")))
                    .satisfies(e -> assertThat(ReportFile.reason(e)).startsWith("table " + tables.paths.bronze()));
        }
        assertThat(tables.silver().keySet()).containsExactly("a.com/1");
        assertThat(tables.report().bronzeVersion()).isZero();
        assertThat(tables.report().leftOut()).isZero();
    }

    @Test
    void given_sightings_that_a_newer_release_wrote_when_folded_then_the_batch_fails_and_says_so() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        tables.once();
        var row = new Sighted("a.com/1", "gdelt", "b.com", 2).row();
        var values = IntStream.range(0, row.size()).mapToObj(row::get).toArray();
        values[0] = Sighting.SCHEMA_VERSION + 1;
        tables.sightingRow(RowFactory.create(values));

        assertThatThrownBy(tables::once)
                .satisfies(e -> assertThat(NewerRowException.in(e)).isPresent());
        assertThat(tables.silver().get("a.com/1")).containsEntry("source_names", List.of("feed-a"));
    }

    @Test
    void given_another_reading_of_the_current_text_when_folded_then_its_facts_replace_those_within_the_version()
            throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1), Article.of("a.com/1", "h2", 30));
        tables.once();
        var again = Article.of("a.com/1", "h2", 90).fetched(10); // as the text was
        var values = new EnumMap<BronzeColumn, Object>(BronzeColumn.class);
        values.put(BronzeColumn.SUMMARY, "Another summary");
        values.put(BronzeColumn.COMPANIES, new String[] {"Acme", "Globex"});
        values.put(BronzeColumn.PROVIDER, "openai");
        values.put(BronzeColumn.EXTRACTION_VERSION, 2);
        tables.bronzeRow(with(again, values));
        tables.once();

        assertThat(tables.silver().get("a.com/1"))
                .containsEntry("content_hash", "h2")
                .containsEntry("content_version", 2)
                .containsEntry("updated_ts", Tables.START.plusSeconds(30))
                .containsEntry("extraction_version", 2)
                .containsEntry("provider", "openai")
                .containsEntry("summary", "Another summary")
                .containsEntry("companies", List.of("Acme", "Globex"));
        tables.assertThatNothingDiffers();
    }

    private static Row without(Article article, String column) {
        return with(article, BronzeColumn.valueOf(column.toUpperCase(Locale.ROOT)), null);
    }

    private static Row with(Article article, BronzeColumn column, Object value) {
        var one = new EnumMap<BronzeColumn, Object>(BronzeColumn.class);
        one.put(column, value);
        return with(article, one);
    }

    private static Row with(Article article, Map<BronzeColumn, Object> others) {
        var row = article.row();
        var values = IntStream.range(0, row.size()).mapToObj(row::get).toArray();
        others.forEach((column, value) -> values[BronzeColumn.ALL.indexOf(column)] = value);
        return RowFactory.create(values);
    }

    @Test
    void given_nothing_that_counts_when_run_then_silver_is_left_alone() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        tables.once();
        long version = tables.version(tables.paths.silver());

        tables.bronze(Article.of("a.com/2", "h2", 2).scored(0.29));
        tables.bronze(Article.of("a.com/1", "h1", 1)); // a replay
        tables.once();

        assertThat(tables.version(tables.paths.silver())).isEqualTo(version);
        assertThat(tables.silver().keySet()).containsExactly("a.com/1");
    }
}
