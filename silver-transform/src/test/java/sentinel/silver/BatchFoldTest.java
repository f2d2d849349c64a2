package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import sentinel.contract.table.ContentVersion;
import sentinel.versions.Edit;
import sentinel.versions.Shortening;
import sentinel.versions.VersionText;

/** Silver is the same, however the logs are cut, shuffled, replayed. */
class BatchFoldTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    @Property(tries = 1500)
    void given_any_logs_when_cut_anywhere_and_in_any_order_then_silver_is_that_of_one_run(
            @ForAll("rows") List<BronzeHead> rows, @ForAll("sightings") List<Seen> sightings, @ForAll Random random) {
        var world = new World();
        world.batch(rows, sightings);

        var cut = new World();
        var rowsLeft = shuffled(rows, random);
        var sightingsLeft = shuffled(sightings, random);
        while (!rowsLeft.isEmpty() || !sightingsLeft.isEmpty()) {
            cut.batch(take(rowsLeft, random), take(sightingsLeft, random));
        }

        assertThat(cut.silver).isEqualTo(world.silver);
    }

    @Property(tries = 500)
    void given_a_folded_log_when_a_part_is_replayed_then_nothing_changes(
            @ForAll("rows") List<BronzeHead> rows, @ForAll("sightings") List<Seen> sightings, @ForAll Random random) {
        var world = new World();
        world.batch(rows, sightings);
        var before = Map.copyOf(world.silver);

        var outcome = world.batch(take(shuffled(rows, random), random), take(shuffled(sightings, random), random));

        assertThat(outcome.changed()).isEmpty();
        assertThat(world.silver).isEqualTo(before);
    }

    @Property(tries = 500)
    void given_rows_in_order_when_folded_one_by_one_then_none_is_folded_anew(@ForAll("rows") List<BronzeHead> rows) {
        var world = new World();
        long second = 0;
        for (var row : byPosition(rows).values()) {
            var position = row.position();
            var inOrder = head(
                    row.normalizedUrl(),
                    row.discoveredUrl(),
                    new Position(
                            position.fetchedAt(), START.plusSeconds(++second), position.partition(), position.offset()),
                    row.contentHash(),
                    row.source(),
                    row.sourceName(),
                    row.extractionVersion(),
                    second);
            assertThat(world.batch(List.of(inOrder), List.of()).refolded()).isEmpty();
        }
    }

    @Property(tries = 500)
    void given_any_log_when_folded_then_versions_count_the_changes_of_hash(@ForAll("rows") List<BronzeHead> rows) {
        for (var url : List.of("a.com/1", "a.com/2")) {
            var ordered =
                    byPosition(rows.stream()
                                    .filter(row -> row.normalizedUrl().equals(url))
                                    .toList())
                            .values()
                            .stream()
                            .toList();
            if (ordered.isEmpty()) {
                continue;
            }
            var state = ArticleFold.fold(ordered);
            assertThat(state.versions()).isEqualTo(expectedVersions(ordered));
            assertThat(state.firstSeen())
                    .isEqualTo(ordered.stream()
                            .map(row -> row.position().kafkaTs())
                            .min(Comparator.naturalOrder())
                            .orElseThrow());
            assertThat(state.last()).isEqualTo(ordered.get(ordered.size() - 1).position());
        }
    }

    /** The rules, one row after the other, written down a second time. */
    private static List<ContentVersion> expectedVersions(List<BronzeHead> ordered) {
        var versions = new ArrayList<ContentVersion>();
        var texts = new ArrayList<BronzeHead>();
        for (var row : ordered) {
            var last = texts.isEmpty() ? null : texts.get(texts.size() - 1);
            boolean sameText = last != null && last.contentHash().equals(row.contentHash());
            if (sameText && row.extractionVersion() > last.extractionVersion()) {
                texts.set(texts.size() - 1, row);
                versions.add(version(row, versions.remove(versions.size() - 1)));
            }
            boolean part = last != null && !sameText && Shortening.is(last.text(), row.text());
            boolean known = versions.stream().anyMatch(it -> it.contentHash().equals(row.contentHash()));
            if (sameText || part || (known && versions.get(versions.size() - 1).isOscillation())) {
                continue;
            }
            var edit = last == null ? null : Edit.between(last.text(), row.text());
            texts.add(row);
            versions.add(version(
                    row,
                    new ContentVersion(
                            versions.size() + 1,
                            row.contentHash(),
                            row.position().kafkaTs(),
                            START,
                            START,
                            0,
                            0,
                            edit == null ? null : edit.editClass().id(),
                            edit == null ? null : edit.wordsChanged(),
                            known,
                            null)));
        }
        return versions;
    }

    /** The version with the row as the one that holds it. */
    private static ContentVersion version(BronzeHead row, ContentVersion version) {
        var position = row.position();
        return new ContentVersion(
                version.version(),
                version.contentHash(),
                version.updatedTs(),
                position.fetchedAt(),
                position.kafkaTs(),
                position.partition(),
                position.offset(),
                version.editClass(),
                version.wordsChanged(),
                version.isOscillation(),
                row.title());
    }

    /**
     * Kafka's own order: each text is parsed soon after its fetch, or is a dead letter and parsed up to an hour later, by
     * which time newer texts have come; the clocks of fetchers and of the broker step back and forth.
     */
    @Property(tries = 1500)
    void given_dead_letters_sent_again_and_clocks_that_step_back_when_cut_anywhere_then_silver_is_that_of_one_run(
            @ForAll("fetches") List<Fetch> fetches, @ForAll Random random) {
        var log = new ArrayList<BronzeHead>();
        var inOrderOfParsing = new ArrayList<>(fetches);
        inOrderOfParsing.sort(Comparator.comparingInt(Fetch::parsedAt));
        for (var fetch : inOrderOfParsing) {
            log.add(fetch.row(log.size()));
        }
        var world = new World();
        world.batch(log, List.of());

        var cut = new World();
        var left = new ArrayList<>(log);
        while (!left.isEmpty()) {
            cut.batch(take(left, random), List.of());
        }

        assertThat(cut.silver).isEqualTo(world.silver);
        cut.silver.values().forEach(state -> {
            var newest = log.stream()
                    .filter(row -> row.normalizedUrl().equals(state.normalizedUrl()))
                    .max(Comparator.comparing(BronzeHead::position))
                    .orElseThrow();
            assertThat(state.last()).isEqualTo(newest.position());
            assertThat(state.versions())
                    .anyMatch(version -> version.contentHash().equals(newest.contentHash())
                            || newest.contentHash().equals(TestTexts.SHORTENED));
        });
    }

    @Test
    void given_an_older_text_that_is_parsed_late_when_folded_then_it_is_a_version_before_the_newer_one() {
        var world = new World();
        world.batch(List.of(fetched("a.com/1", 10, 11, "new")), List.of());

        var outcome = world.batch(List.of(fetched("a.com/1", 1, 60, "old")), List.of());

        assertThat(outcome.refolded()).containsExactly("a.com/1");
        var state = world.silver.get("a.com/1");
        assertThat(state.contentHash()).isEqualTo("new");
        assertThat(state.contentVersion()).isEqualTo(2);
        assertThat(state.previousContentHash()).isEqualTo("old");
        assertThat(state.firstSeen()).isEqualTo(START.plusSeconds(11));
    }

    @Test
    void given_a_fetch_that_is_read_again_from_the_archive_when_folded_then_the_newer_reading_counts() {
        var world = new World();
        var fetched = START.plusNanos(123_456_000);
        var archived = START.plusNanos(123_000_000);
        var first = new Position(fetched, START.plusSeconds(1), 0, 1);
        world.batch(List.of(head("a.com/1", "a.com/1", first, "h1", "rss", "feed", 1, 1)), List.of());

        var again = new Position(archived, START.plusSeconds(900), 0, 2);
        world.batch(List.of(head("a.com/1", "a.com/1", again, "h2", "rss", "feed", 1, 2)), List.of());

        assertThat(world.silver.get("a.com/1").contentHash()).isEqualTo("h2");
        assertThat(world.silver.get("a.com/1").contentVersion()).isEqualTo(2);
    }

    @Test
    void given_a_late_row_with_the_only_text_when_folded_then_its_rows_need_not_be_read_again() {
        var world = new World();
        world.batch(List.of(fetched("a.com/1", 10, 11, "h")), List.of());

        var outcome = world.batch(List.of(fetched("a.com/1", 9, 12, "h")), List.of());

        assertThat(outcome.refolded()).isEmpty();
        assertThat(world.silver.get("a.com/1").content().offset()).isEqualTo(12);
        assertThat(world.silver.get("a.com/1").contentVersion()).isEqualTo(1);
        assertThat(world.silver.get("a.com/1").firstSeen()).isEqualTo(START.plusSeconds(11));
    }

    @Test
    void given_a_sighting_before_its_article_when_the_article_comes_then_it_counts() {
        var world = new World();
        world.batch(List.of(), List.of(new Seen("go.com/1", "gdelt", "gkg")));
        world.batch(List.of(row("a.com/1", "go.com/1", 1, "h")), List.of());

        assertThat(world.silver.get("a.com/1").sources()).containsExactly("gdelt", "rss");
        assertThat(world.silver.get("a.com/1").sourceNames()).containsExactly("feed", "gkg");
    }

    @Test
    void given_a_late_row_that_splits_a_run_when_folded_then_the_later_rows_make_a_version_again() {
        var world = new World();
        world.batch(List.of(row("a.com/1", "a.com/1", 1, "h1"), row("a.com/1", "a.com/1", 5, "h1")), List.of());
        assertThat(world.silver.get("a.com/1").contentVersion()).isEqualTo(1);

        var outcome = world.batch(List.of(row("a.com/1", "a.com/1", 3, "h2")), List.of());

        assertThat(outcome.refolded()).containsExactly("a.com/1");
        assertThat(world.silver.get("a.com/1").contentVersion()).isEqualTo(3);
        assertThat(world.silver.get("a.com/1").content().offset()).isEqualTo(5);
        assertThat(world.silver.get("a.com/1").previousContentHash()).isEqualTo("h2");
    }

    @Test
    void given_a_later_reading_of_the_current_text_when_folded_then_its_facts_replace_those_of_the_same_version() {
        var world = new World();
        world.batch(List.of(row("a.com/1", "a.com/1", 1, "h1"), row("a.com/1", "a.com/1", 5, "h2")), List.of());

        var outcome = world.batch(List.of(reading("a.com/1", 5, 60, "h2", 2)), List.of());

        assertThat(outcome.refolded()).isEmpty();
        var state = world.silver.get("a.com/1");
        assertThat(state.content().offset()).isEqualTo(60);
        assertThat(state.extractionVersion()).isEqualTo(2);
        assertThat(state.contentVersion()).isEqualTo(2);
        assertThat(state.current().updatedTs()).isEqualTo(START.plusSeconds(5));
        world.batch(List.of(reading("a.com/1", 5, 61, "h2", 2), reading("a.com/1", 5, 62, "h2", 1)), List.of());
        assertThat(world.silver.get("a.com/1").content()).isEqualTo(state.content());
    }

    @Test
    void given_a_later_reading_of_an_older_text_when_folded_then_the_current_facts_stay() {
        var world = new World();
        world.batch(List.of(row("a.com/1", "a.com/1", 1, "h1"), row("a.com/1", "a.com/1", 5, "h2")), List.of());

        world.batch(List.of(reading("a.com/1", 1, 60, "h1", 2)), List.of());

        var state = world.silver.get("a.com/1");
        assertThat(state.content().offset()).isEqualTo(5);
        assertThat(state.extractionVersion()).isEqualTo(1);
        assertThat(state.contentVersion()).isEqualTo(2);
    }

    @Test
    void given_two_texts_in_turn_when_folded_then_they_make_one_flagged_oscillation() {
        var world = new World();
        world.batch(
                List.of(
                        row("a.com/1", "a.com/1", 1, "h1"),
                        row("a.com/1", "a.com/1", 2, "h2"),
                        row("a.com/1", "a.com/1", 3, "h1")),
                List.of());
        var outcome =
                world.batch(List.of(row("a.com/1", "a.com/1", 4, "h2"), row("a.com/1", "a.com/1", 5, "h1")), List.of());

        assertThat(outcome.refolded()).isEmpty();
        var state = world.silver.get("a.com/1");
        assertThat(state.versions()).extracting(ContentVersion::contentHash).containsExactly("h1", "h2", "h1");
        assertThat(state.versions()).extracting(ContentVersion::isOscillation).containsExactly(false, false, true);
        world.batch(List.of(row("a.com/1", "a.com/1", 6, "h0"), row("a.com/1", "a.com/1", 7, "h2")), List.of());
        assertThat(world.silver.get("a.com/1").contentVersion()).isEqualTo(5);
        assertThat(world.silver.get("a.com/1").current().isOscillation()).isTrue();
    }

    @Test
    void given_a_fetch_with_only_a_part_of_the_text_when_folded_then_it_is_noted_and_makes_no_version() {
        var world = new World();
        world.batch(List.of(row("a.com/1", "a.com/1", 1, TestTexts.WHOLE)), List.of());

        world.batch(List.of(row("a.com/1", "a.com/1", 2, TestTexts.SHORTENED)), List.of());

        var state = world.silver.get("a.com/1");
        assertThat(state.contentVersion()).isEqualTo(1);
        assertThat(state.contentHash()).isEqualTo(TestTexts.WHOLE);
        assertThat(state.shortenedAt()).isEqualTo(START.plusSeconds(2));
        world.batch(List.of(row("a.com/1", "a.com/1", 3, "h1")), List.of());
        assertThat(world.silver.get("a.com/1").shortenedAt()).isNull();
    }

    @Test
    void given_visits_that_found_the_page_gone_when_folded_then_the_first_one_since_the_last_fetch_counts() {
        var world = new World();
        world.batch(List.of(row("a.com/1", "go.com/1", 1, "h1")), List.of(gone("a.com/1", 5), gone("a.com/1", 3)));

        assertThat(world.silver.get("a.com/1").goneSince()).isEqualTo(START.plusSeconds(3));
        world.batch(List.of(row("a.com/1", "go.com/1", 4, "h1")), List.of());
        assertThat(world.silver.get("a.com/1").goneSince()).isEqualTo(START.plusSeconds(5));
        world.batch(List.of(row("a.com/1", "go.com/1", 6, "h1")), List.of(gone("go.com/1", 9)));
        assertThat(world.silver.get("a.com/1").goneSince()).isNull();
    }

    @Test
    void given_a_visit_that_led_to_another_article_when_folded_then_only_the_old_one_has_moved() {
        var world = new World();
        var moved = new Seen.Visit(START.plusSeconds(2), null, "a.com/2");
        world.batch(
                List.of(row("a.com/1", "a.com/1", 1, "h1"), row("a.com/2", "a.com/1", 2, "h1")),
                List.of(new Seen("a.com/1", "gdelt", "gkg", moved)));

        assertThat(world.silver.get("a.com/1").movedTo()).isEqualTo("a.com/2");
        assertThat(world.silver.get("a.com/1").sources()).containsExactly("rss");
        assertThat(world.silver.get("a.com/2").movedTo()).isNull();
    }

    private static Seen gone(String url, long second) {
        return new Seen(url, "gdelt", "gkg", new Seen.Visit(START.plusSeconds(second), 404, null));
    }

    /** The two source logs as far as they are written, and Silver; in memory. */
    private static final class World implements BatchFold.Sources {
        final List<BronzeHead> bronze = new ArrayList<>();
        final List<Seen> seen = new ArrayList<>();
        final Map<String, ArticleState> silver = new HashMap<>();

        BatchFold.Outcome batch(List<BronzeHead> rows, List<Seen> sightings) {
            bronze.addAll(rows);
            seen.addAll(sightings);
            var outcome = BatchFold.fold(silver, rows, sightings, this);
            outcome.changed().forEach(state -> silver.put(state.normalizedUrl(), state));
            return outcome;
        }

        @Override
        public List<BronzeHead> allRowsOf(Set<String> urls) {
            return bronze.stream()
                    .filter(row -> urls.contains(row.normalizedUrl()))
                    .toList();
        }

        @Override
        public Map<String, VersionText> currentTexts(Collection<ArticleState> articles) {
            var texts = new HashMap<String, VersionText>();
            for (var article : articles) {
                bronze.stream()
                        .filter(row -> row.normalizedUrl().equals(article.normalizedUrl())
                                && row.position().equals(article.content()))
                        .findFirst()
                        .ifPresent(row -> texts.put(article.normalizedUrl(), row.text()));
            }
            return texts;
        }

        @Override
        public List<Seen> allSightingsOf(Set<String> names) {
            return seen.stream().filter(s -> names.contains(s.discoveredUrl())).toList();
        }
    }

    /** A text as fetched and, in its own time, parsed. */
    private record Fetch(String url, int fetchedAt, int parsedAt, int brokerClock, String hash) {
        BronzeHead row(long offset) {
            return head(
                    url,
                    url,
                    new Position(START.plusSeconds(fetchedAt), START.plusSeconds(parsedAt + brokerClock), 0, offset),
                    hash,
                    "rss",
                    "feed",
                    1,
                    offset);
        }
    }

    @Provide
    Arbitrary<List<Fetch>> fetches() {
        var second = Arbitraries.integers().between(0, 600);
        var delay = Arbitraries.oneOf(Arbitraries.just(1), Arbitraries.of(60, 300, 1800));
        var step = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.just(0)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(-900, -3, 900)));
        return Combinators.combine(
                        Arbitraries.of("a.com/1", "a.com/2"),
                        second,
                        delay,
                        step,
                        step,
                        Arbitraries.of(TestTexts.HASHES))
                .as((url, at, wait, fetcherClock, brokerClock, hash) ->
                        new Fetch(url, at + fetcherClock, at + wait, brokerClock, hash))
                .list()
                .ofMaxSize(10);
    }

    @Provide
    Arbitrary<List<BronzeHead>> rows() {
        var url = Arbitraries.of("a.com/1", "a.com/2");
        var second = Arbitraries.integers().between(0, 6);
        var partition = Arbitraries.integers().between(0, 1);
        return Combinators.combine(
                        url, second, second, partition, Arbitraries.integers().between(0, 3))
                .as((u, f, s, p, o) -> at(u, START.plusSeconds(f), new Position(START, START.plusSeconds(s), p, o)))
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Seen>> sightings() {
        return Combinators.combine(
                        Arbitraries.of("a.com/1", "a.com/2", "go.com/1", "go.com/2", "else.com"),
                        Arbitraries.of("rss", "gdelt"),
                        Arbitraries.of("feed", "other", "gkg"),
                        visits())
                .as(Seen::new)
                .list()
                .ofMaxSize(6);
    }

    private static Arbitrary<Seen.Visit> visits() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.of(404, 410).injectNull(0.5),
                        Arbitraries.of("new.com/1", "new.com/2").injectNull(0.5))
                .as((second, status, to) -> new Seen.Visit(START.plusSeconds(second), status, to))
                .injectNull(0.5);
    }

    /** What a row says follows from where it stands, as in a log: one position, one row. */
    private static BronzeHead at(String url, Instant fetched, Position kafka) {
        var position = new Position(fetched, kafka.kafkaTs(), kafka.partition(), kafka.offset());
        var choose = new Random(31L * url.hashCode() + position.hashCode());
        choose.nextInt();
        return head(
                url,
                choose.nextBoolean() ? "go.com/" + choose.nextInt(3) : url,
                position,
                TestTexts.HASHES.get(choose.nextInt(TestTexts.HASHES.size())),
                choose.nextBoolean() ? "rss" : "gdelt",
                "feed" + choose.nextInt(3),
                Math.max(1, choose.nextInt(5) - 1),
                position.kafkaTs().getEpochSecond() - START.getEpochSecond());
    }

    /** With the text that its hash stands for; headline and confidence differ from row to row of one text. */
    private static BronzeHead head(
            String url,
            String alias,
            Position position,
            String hash,
            String source,
            String sourceName,
            int extractionVersion,
            long bronzeVersion) {
        double confidence = position.offset() % 2 == 0 ? 0.95 : 0.9;
        return new BronzeHead(
                url,
                alias,
                position,
                hash,
                source,
                sourceName,
                extractionVersion,
                "Headline " + position.offset() % 2,
                TestTexts.of(hash),
                hash.equals(TestTexts.SHORTENED) ? 0.3 : confidence,
                bronzeVersion);
    }

    private static BronzeHead row(String url, String alias, long second, String hash) {
        var at = START.plusSeconds(second);
        return head(url, alias, new Position(at, at, 0, second), hash, "rss", "feed", 1, second);
    }

    private static BronzeHead fetched(String url, long fetched, long kafka, String hash) {
        var position = new Position(START.plusSeconds(fetched), START.plusSeconds(kafka), 0, kafka);
        return head(url, url, position, hash, "rss", "feed", 1, kafka);
    }

    private static BronzeHead reading(String url, long fetched, long kafka, String hash, int extractionVersion) {
        var position = new Position(START.plusSeconds(fetched), START.plusSeconds(kafka), 0, kafka);
        return head(url, url, position, hash, "rss", "feed", extractionVersion, kafka);
    }

    private static TreeMap<Position, BronzeHead> byPosition(List<BronzeHead> rows) {
        var ordered = new TreeMap<Position, BronzeHead>();
        rows.forEach(row -> ordered.put(row.position(), row));
        return ordered;
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        var copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    /** Takes some from the front; leaves the rest. */
    private static <T> List<T> take(List<T> from, Random random) {
        var head = from.subList(0, random.nextInt(from.size() + 1));
        var taken = List.copyOf(head);
        head.clear();
        return taken;
    }
}
