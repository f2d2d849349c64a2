package sentinel.endtoend.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sentinel.contract.message.PageFetched;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extractor;
import sentinel.simulator.Newsroom;
import sentinel.simulator.NewsroomConfig;
import sentinel.simulator.Truth.ArticleTruth;
import sentinel.versions.ContentHash;
import sentinel.versions.Edit;
import sentinel.versions.EditClass;
import sentinel.versions.Shortening;
import sentinel.versions.VersionText;

/**
 * What makes a version, what kind of edit, which edits are seen, and which articles belong together: false versions of pages that
 * nobody edited, classes of labelled edits, revisits, and stories. Each part prints its tables.
 */
@Command(
        name = "bench versions",
        mixinStandardHelpOptions = true,
        description =
                "Measures false versions, the classes of edits, the edits that revisits catch, and stories, compared with labels.")
final class VersionsBench implements Callable<Integer> {

    private static final int WRONG_INPUT = 2;
    private static final int SITES = 50;
    private static final int REVISITED = 5_000;
    private static final long SEED_CHOSEN_ON = 1;
    private static final long SEED_NOT_SEEN = 2;
    private static final int LIVE = 200_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description =
                    "Directory with pages, ID.html.gz, of which edits are labelled; without it, only the newsroom's.")
    private @Nullable Path directory;

    @Option(
            names = "--part",
            paramLabel = "NAME",
            description = "Only these parts: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Parts.class)
    private List<String> only = List.of();

    @Option(names = "--articles", paramLabel = "N", defaultValue = "1000", description = "Articles (default: 1000).")
    private int articles;

    @Option(
            names = "--edits",
            paramLabel = "N",
            defaultValue = "72",
            description = "Edits of the newsroom (default: 72).")
    private int edits;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the newsroom (default: 1).")
    private long seed;

    @Option(names = "--errors", description = "Also print each edit that gets another class; none of those kept blind.")
    private boolean errors;

    private final Extractor extractor = new Extractor();
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    private int unseen;
    private int shortenings;

    private VersionsBench() {}

    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    private Map<String, Part> parts() {
        var parts = new LinkedHashMap<String, Part>();
        parts.put("noise", this::noise);
        parts.put("classes", this::classes);
        parts.put("revisits", () -> RevisitsBench.run(REVISITED, SEED_CHOSEN_ON, SEED_NOT_SEEN));
        parts.put("stories", this::stories);
        return parts;
    }

    /** Names of the parts, for the help. */
    static final class Parts implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return new VersionsBench().parts().keySet().iterator();
        }
    }

    static void run(String[] arguments) {
        int code = new CommandLine(new VersionsBench()).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws Exception {
        var parts = parts();
        boolean known = parts.keySet().containsAll(only);
        boolean readable = directory == null || Files.isDirectory(directory);
        if (!known || !readable || articles < SITES || edits < EditClass.values().length) {
            System.err.println("bench versions: needs parts of " + parts.keySet()
                    + ", a directory with pages, and articles >= " + SITES);
            return WRONG_INPUT;
        }
        System.out.println("bench versions: " + Machine.describe());
        for (var part : parts.entrySet()) {
            if (only.isEmpty() || only.contains(part.getKey())) {
                System.out.printf("%n%s%n", part.getKey());
                part.getValue().run();
            }
        }
        return 0;
    }

    private void stories() throws IOException {
        if (directory == null) {
            System.out.println("not measured: needs the directory with pages");
            return;
        }
        StoriesBench.run(directory, LIVE);
    }

    // ------------------------------------------------------------------ noise

    /** Articles that nobody edits, fetched twice from a newsroom whose pages differ at every request. */
    private void noise() throws IOException, InterruptedException {
        int pages = 0;
        int other = 0;
        int plain = 0;
        int versions = 0;
        int shorter = 0;
        try (var newsroom = newsroom(articles, true)) {
            for (var article : newsroom.truth().articles()) {
                var one = fetch(article);
                var two = fetch(article);
                if (one.isEmpty() || two.isEmpty()) {
                    continue;
                }
                pages++;
                other += one.get().body().equals(two.get().body()) ? 0 : 1;
                plain += plain(one.get()).equals(plain(two.get())) ? 0 : 1;
                versions += hash(one.get()).equals(hash(two.get())) ? 0 : 1;
                shorter += Shortening.is(one.get(), two.get()) ? 1 : 0;
                if (errors && !hash(one.get()).equals(hash(two.get()))) {
                    System.out.println(one.get() + "\n--\n" + two.get() + "\n");
                }
            }
        }
        System.out.printf("%,d articles fetched twice, nobody edited them; seed %d%n", pages, seed);
        printShare("text extracted differs", other, pages);
        printShare("false versions: NFC and white space (definition 1)", plain, pages);
        printShare("false versions: reader's text (definition " + ContentHash.DEFINITION + ")", versions, pages);
        printShare("taken for a shortening", shorter, pages);
    }

    private static void printShare(String what, int count, int all) {
        System.out.printf(Locale.ROOT, "%-52s %,6d  %7.3f %%%n", what, count, 100.0 * count / all);
    }

    private Newsroom newsroom(int size, boolean noise) {
        return Newsroom.start(NewsroomConfig.still()
                .withSeed(seed)
                .withSites(SITES)
                .withArticles(size)
                .withTrouble(0)
                .withLatency(Duration.ZERO)
                .withNoise(noise));
    }

    private Optional<VersionText> fetch(ArticleTruth article) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(article.url())).timeout(LIMIT).build();
        var response = client.send(request, BodyHandlers.ofByteArray());
        String type = response.headers().firstValue("content-type").orElse(null);
        return extractor.extract(response.body(), article.url(), type) instanceof Article read
                ? Optional.of(new VersionText(read.facts().title(), read.text(), read.confidence()))
                : Optional.empty();
    }

    private static String hash(VersionText text) {
        return ContentHash.of(text.title(), text.body());
    }

    /** What the first definition hashed. */
    private static String plain(VersionText text) {
        return Normalizer.normalize(text.body(), Normalizer.Form.NFC)
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip();
    }

    // ------------------------------------------------------------------ classes

    private void classes() throws IOException, InterruptedException {
        var rows = new LinkedHashMap<String, EditScores>();
        rows.put("newsroom", ofNewsroom());
        if (directory != null) {
            rows.putAll(ofPages(directory));
        }
        var all = new EditScores();
        rows.values().forEach(all::addAll);
        EditScores.printHead();
        rows.forEach((name, scores) -> scores.printLine(name));
        all.printLine("all");
        printShare("edits that the hash does not show", unseen, all.pairs());
        printShare("edits taken for a shortening", shortenings, all.pairs());
        System.out.printf("%nlabel, and what was found%n");
        all.printConfusion();
    }

    private EditScores ofNewsroom() throws IOException, InterruptedException {
        var scores = new EditScores();
        var kinds = EditClass.values();
        try (var newsroom = newsroom(edits, false)) {
            for (var article : newsroom.truth().articles()) {
                var before = fetch(article);
                newsroom.edit(article.id(), kinds[article.id() % kinds.length]);
                var truth = newsroom.truth().articles().get(article.id() - 1);
                var version = truth.versions().get(truth.versionCount() - 1);
                var label = EditClass.of(requireNonNull(version.editClass(), "an edit made it"));
                var after = fetch(truth);
                if (before.isPresent() && after.isPresent()) {
                    score(scores, "newsroom " + article.id(), label, before.get(), after.get(), true);
                }
            }
        }
        return scores;
    }

    private Map<String, EditScores> ofPages(Path pages) throws IOException {
        var labelled = LabelledEdit.all();
        var texts =
                FactPages.in(pages, labelled.stream().map(LabelledEdit::page).collect(Collectors.toSet()));
        var seen = new EditScores();
        var blind = new EditScores();
        for (var edit : labelled) {
            var page = texts.get(edit.page());
            if (page != null) {
                var before = text(page);
                var after = edit.applied(before);
                score(edit.blind() ? blind : seen, edit.toString(), edit.editClass(), before, after, !edit.blind());
            }
        }
        var rows = new LinkedHashMap<String, EditScores>();
        rows.put("pages, sites seen", seen);
        rows.put("pages, sites not seen", blind);
        return rows;
    }

    private static VersionText text(PageFetched page) {
        return new VersionText(page.page().title(), page.text(), page.page().confidence());
    }

    private void score(
            EditScores scores, String name, EditClass label, VersionText before, VersionText after, boolean shown) {
        var edit = Edit.between(before, after);
        scores.add(label, edit.editClass());
        boolean same = hash(before).equals(hash(after));
        boolean shortening = Shortening.is(before, after);
        unseen += same ? 1 : 0;
        shortenings += shortening ? 1 : 0;
        if (errors && shown && (edit.editClass() != label || same || shortening)) {
            System.out.printf(
                    "%s: is %s, found %s%s%s%n",
                    name, label.id(), edit, same ? ", same hash" : "", shortening ? ", taken for a shortening" : "");
        }
    }
}
