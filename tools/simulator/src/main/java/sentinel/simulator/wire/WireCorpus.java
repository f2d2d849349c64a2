package sentinel.simulator.wire;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sentinel.simulator.wire.WirePage.Kind;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.Editing;
import sentinel.simulator.world.World;

/**
 * Articles of the newsroom with copies of them, and pages that a search for copies must not take for copies. In the order of
 * arrival, with other pages between an original and its copies. Equal seeds give equal pages.
 */
public final class WireCorpus {

    private static final int SITES = 24;
    private static final double CUT = 0.4;

    /** Of the words that {@link #SMALL_WORD} finds, which are about half of all. */
    private static final double CHANGED = 0.04;

    private static final int MIN_WORDS = 50;

    private static final int MAX_TEASER = 40;

    private static final String BETWEEN_PARAGRAPHS = "\n\n";
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?][”»“]?) (?=[\\p{Lu}“„«])");
    private static final Pattern SMALL_WORD = Pattern.compile("(?<![\\p{L}\\d'’])\\p{Ll}{4,}(?![\\p{L}\\d'’])");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private record Arrival(double at, WirePage page) {}

    private final World world;
    private final List<Article> articles;
    private final Deque<Article> strangers; // of another world; each is used once
    private final SplittableRandom random;
    private final List<Arrival> arrivals = new ArrayList<>();
    private int copies;

    private WireCorpus(long seed, int count) {
        world = world(seed, count);
        articles = world.articles();
        strangers = new ArrayDeque<>(world(~seed, 3 * count).articles());
        random = new SplittableRandom(seed);
    }

    private static World world(long seed, int articles) {
        var plan = new World.Plan(
                seed, SITES, articles, 0, 0, articles, 0, Instant.parse("2026-11-27T12:00:00Z"), Editing.BY_RATE);
        var world = new World(plan, "https://newsroom.example", site -> "https://site" + site + ".example/" + seed);
        world.open();
        return world;
    }

    /** So many articles, and about 1.2 times as many other pages. */
    public static List<WirePage> of(long seed, int articles) {
        var corpus = new WireCorpus(seed, articles);
        var templates = new Templates(corpus.random.split());
        for (var article : corpus.articles) {
            corpus.add(article);
            if (corpus.random.nextInt(10) == 0) {
                corpus.arrive(0, "template", templates.next(), Kind.TEMPLATE, null);
            }
        }
        return corpus.pages();
    }

    /** Articles alone. */
    public static List<WirePage> articles(long seed, int articles) {
        return world(seed, articles).articles().stream()
                .map(article -> new WirePage(article.url(), text(paragraphs(article)), Kind.ARTICLE, null))
                .toList();
    }

    private List<WirePage> pages() {
        return arrivals.stream()
                .sorted(Comparator.comparingDouble(Arrival::at))
                .map(Arrival::page)
                .toList();
    }

    private void add(Article article) {
        double at = random.nextDouble();
        String text = text(paragraphs(article));
        arrivals.add(new Arrival(at, new WirePage(article.url(), text, Kind.ARTICLE, null)));
        if (words(text) < MIN_WORDS) {
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> {
                arrive(at, article, framed(article, edited(article, paragraphs(article))), Kind.WHOLE_COPY);
                var cut = cut(edited(article, paragraphs(article)));
                if (words(text(cut)) >= MIN_WORDS) {
                    arrive(at, article, framed(article, cut), Kind.CUT_COPY);
                } else if (words(text(cut)) <= MAX_TEASER) {
                    arrive(at, article, text(cut), Kind.TEASER);
                }
            }
            case 4 -> arrive(at, article, withQuotationsOf(article), Kind.SAME_QUOTES);
            case 5 -> arrive(at, article, withOwnReport(article), Kind.OWN_REPORT);
            case 6 -> arrive(at, article, framed(article, corrected(paragraphs(article))), Kind.CORRECTION);
            case 7 -> {
                world.edit(article.id(), article.published());
                String later = text(article.current().paragraphs());
                arrivals.add(new Arrival(later(at), new WirePage(article.url(), later, Kind.UPDATE, null)));
            }
            default -> {}
        }
    }

    private void arrive(double after, Article article, String text, Kind kind) {
        arrive(after, article.site().slug(), text, kind, WirePage.COPIES.contains(kind) ? article.url() : null);
    }

    private void arrive(double after, String name, String text, Kind kind, @Nullable String original) {
        String url = "https://other" + ++copies + ".example/" + name;
        arrivals.add(new Arrival(later(after), new WirePage(url, text, kind, original)));
    }

    private double later(double at) {
        return at + (1 - at) * random.nextDouble();
    }

    // ------------------------------------------------------------------ what sites do with a text

    /** The first part of the text, to the end of a paragraph or within a word. */
    private List<String> cut(List<String> paragraphs) {
        int left = (int) (CUT * text(paragraphs).length());
        var kept = new ArrayList<String>();
        for (String paragraph : paragraphs) {
            if (left <= 0) {
                break;
            }
            boolean within = paragraph.length() > left && random.nextBoolean();
            kept.add(within ? paragraph.substring(0, left) + "…" : paragraph);
            left -= paragraph.length();
        }
        return kept;
    }

    /** Some small words replaced, and a paragraph of long texts dropped. */
    private List<String> edited(Article article, List<String> paragraphs) {
        var after = new ArrayList<>(paragraphs);
        if (after.size() > 4 && random.nextInt(3) == 0) {
            after.remove(1 + random.nextInt(after.size() - 1));
        }
        if (random.nextInt(3) > 0) {
            var others = boilerplate(article).smallWords();
            after.replaceAll(paragraph -> SMALL_WORD
                    .matcher(paragraph)
                    .replaceAll(found ->
                            random.nextDouble() < CHANGED ? others.get(random.nextInt(others.size())) : found.group()));
        }
        return after;
    }

    private List<String> corrected(List<String> paragraphs) {
        var after = new ArrayList<>(paragraphs);
        for (int i = 0; i < after.size(); i++) {
            var number = NUMBER.matcher(after.get(i));
            if (number.find()) {
                after.set(i, number.replaceFirst(Integer.toString(Integer.parseInt(number.group()) + 1)));
                return after;
            }
        }
        after.add("27 " + after.remove(after.size() - 1)); // there is no number: one is added
        return after;
    }

    private String framed(Article article, List<String> paragraphs) {
        var boilerplate = boilerplate(article);
        var framed = new ArrayList<>(paragraphs);
        framed.set(0, boilerplate.dateLine(article) + framed.get(0));
        if (framed.size() > 2 && random.nextInt(4) == 0) {
            framed.add(1 + random.nextInt(framed.size() - 1), boilerplate.teaser());
        }
        if (random.nextInt(3) == 0) {
            framed.add(0, boilerplate.byline(article.authors()));
        }
        if (random.nextInt(3) == 0) {
            framed.add(0, edited(article, List.of(article.title())).get(0));
        }
        if (random.nextInt(2) == 0) {
            framed.add(boilerplate.credit(
                    article.authors(), article.authors().get(article.authors().size() - 1)));
        }
        if (random.nextInt(3) == 0) {
            framed.add(boilerplate.newsletter());
        }
        if (random.nextInt(3) == 0) {
            framed.add(boilerplate.footer(article.site().name()));
        }
        return text(framed);
    }

    private String withQuotationsOf(Article article) {
        var quotations = paragraphs(article).stream()
                .flatMap(paragraph -> Arrays.stream(SENTENCE.split(paragraph, -1)))
                .filter(sentence -> sentence.matches(".*[“„«].*"))
                .limit(4)
                .toList();
        var paragraphs = new ArrayList<>(paragraphs(stranger(article)));
        for (String quotation : quotations) {
            int i = random.nextInt(paragraphs.size());
            paragraphs.set(i, paragraphs.get(i) + " " + quotation);
        }
        return text(paragraphs);
    }

    private String withOwnReport(Article article) {
        var own = new ArrayList<String>();
        while (words(text(own)) < words(text(paragraphs(article)))) {
            own.addAll(paragraphs(stranger(article)));
        }
        var both = new ArrayList<>(paragraphs(article));
        both.addAll(random.nextInt(both.size() + 1), own);
        return text(both);
    }

    /** One in the same language, of which nothing else is told. */
    private Article stranger(Article article) {
        while (true) {
            var stranger = strangers.remove();
            if (stranger.site().language().equals(article.site().language())) {
                return stranger;
            }
        }
    }

    private Boilerplate boilerplate(Article article) {
        return new Boilerplate(world.prose(article.site()), article.site().language(), random);
    }

    private static List<String> paragraphs(Article article) {
        return article.versions().get(0).paragraphs();
    }

    private static String text(List<String> paragraphs) {
        return String.join(BETWEEN_PARAGRAPHS, paragraphs);
    }

    private static int words(String text) {
        return text.split("\\s+", -1).length;
    }
}
