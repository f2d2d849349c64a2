package sentinel.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.SilverColumn;
import sentinel.contract.url.UrlIdentity;

/** Articles made up from a seed: the same number is always the same article. */
final class SampleArticles {

    static final Instant START = Instant.parse("2026-01-10T12:00:00Z");

    private static final List<String> SENTIMENTS = List.of("positive", "neutral", "negative", "mixed");
    private static final List<String> LANGUAGES = List.of("en", "en", "en", "de", "fr");
    private static final List<String> FRESHNESS = List.of("fresh", "fresh", "old", "stale", "unknown");
    private static final List<String> COMPANIES = List.of("Acme", "Globex", "Initech", "Umbrella", "Hooli", "Wonka");
    private static final List<String> PEOPLE =
            List.of("Ada Lovelace", "Alan Turing", "Grace Hopper", "Edsger Dijkstra");
    private static final List<String> TOPICS = List.of("markets", "climate", "elections", "sport", "energy");
    private static final List<String> FEEDS = List.of("Morning Post", "Evening Star", "World Wire");
    private static final List<String> WORDS = List.of(
            "river",
            "bank",
            "minister",
            "growth",
            "storm",
            "vaccine",
            "harbour",
            "budget",
            "rocket",
            "museum",
            "strike",
            "wheat",
            "signal",
            "bridge",
            "court");

    private SampleArticles() {}

    static List<SilverArticle> many(int from, int count) {
        var articles = new ArrayList<SilverArticle>(count);
        for (int n = from; n < from + count; n++) {
            articles.add(article(n));
        }
        return articles;
    }

    static SilverArticle article(int number) {
        return article(number, values -> {});
    }

    /** @param change gives columns other values */
    static SilverArticle article(int number, Consumer<Map<SilverColumn, Object>> change) {
        var random = new Random(number * 31L + 7);
        var values = new EnumMap<SilverColumn, Object>(SilverColumn.class);
        String url = "https://www.example" + number % 7 + ".com/news/" + number;
        String identity = UrlIdentity.normalize(url).orElseThrow();
        String body = words(random, 60);
        var seen = START.plus(Duration.ofMinutes(number / 3)); // some at the same moment
        values.put(SilverColumn.ID, UrlIdentity.articleId(identity));
        values.put(SilverColumn.URL, url);
        values.put(SilverColumn.NORMALIZED_URL, identity);
        values.put(SilverColumn.FINAL_URL, url);
        values.put(SilverColumn.TITLE, "Number " + number + " " + words(random, 6));
        values.put(SilverColumn.AUTHOR, number % 4 == 0 ? null : "Jane Doe");
        values.put(
                SilverColumn.PUBLISH_DATE,
                number % 5 == 0 ? null : seen.minus(Duration.ofMinutes(random.nextInt(5000))));
        values.put(SilverColumn.BODY, body);
        values.put(SilverColumn.WORD_COUNT, number % 9 == 0 ? null : 40L + number % 50);
        values.put(SilverColumn.SUMMARY, words(random, 12));
        values.put(SilverColumn.SENTIMENT, pick(random, SENTIMENTS));
        values.put(SilverColumn.SENTIMENT_SCORE, random.nextInt(-100, 101) / 100.0);
        values.put(SilverColumn.COMPANIES, some(random, COMPANIES));
        values.put(SilverColumn.PEOPLE, some(random, PEOPLE));
        values.put(SilverColumn.TOPICS, some(random, TOPICS));
        values.put(SilverColumn.SITE_NAME, "Example");
        values.put(SilverColumn.LANGUAGE, pick(random, LANGUAGES));
        values.put(SilverColumn.CONTENT_HASH, hash(body));
        values.put(SilverColumn.DATA_VALUE_SCORE, 0.3 + random.nextInt(71) / 100.0);
        values.put(SilverColumn.PROVIDER, "local");
        values.put(SilverColumn.INPUT_TOKENS, 0L);
        values.put(SilverColumn.OUTPUT_TOKENS, 0L);
        values.put(SilverColumn.COST_USD, 0.0);
        values.put(SilverColumn.SOURCE, "rss");
        values.put(SilverColumn.SOURCE_NAME, pick(random, FEEDS));
        values.put(SilverColumn.RECORD_ID, "r" + number);
        values.put(SilverColumn.SOURCES, number % 3 == 0 ? List.of("gdelt", "rss") : List.of("rss"));
        values.put(SilverColumn.SOURCE_NAMES, some(random, FEEDS));
        values.put(SilverColumn.CONTENT_VERSION, number % 6 == 0 ? 2L : 1L);
        values.put(SilverColumn.IS_UPDATED, number % 6 == 0);
        values.put(SilverColumn.FIRST_SEEN_TS, seen);
        values.put(SilverColumn.EXTRACTION_VERSION, 1);
        values.put(SilverColumn.UPDATED_TS, seen);
        values.put(SilverColumn.DISCOVERED_TS, seen);
        values.put(SilverColumn.FETCH_TIMESTAMP, seen);
        values.put(SilverColumn.PARSE_TS, seen);
        values.put(SilverColumn.FRESHNESS_STATUS, pick(random, FRESHNESS));
        values.put(SilverColumn.KAFKA_TS, seen);
        values.put(SilverColumn.KAFKA_PARTITION, 0L);
        values.put(SilverColumn.KAFKA_OFFSET, (long) number);
        values.put(SilverColumn.BRONZE_VERSION, 1L);
        change.accept(values);
        values.values().removeIf(java.util.Objects::isNull);
        return new SilverArticle(values);
    }

    static String words(Random random, int count) {
        var words = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            words.add(pick(random, WORDS));
        }
        return String.join(" ", words);
    }

    private static List<String> some(Random random, List<String> from) {
        var some = new TreeSet<String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            some.add(pick(random, from));
        }
        return List.copyOf(some);
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Any text's own 32 hex digits. */
    private static String hash(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
