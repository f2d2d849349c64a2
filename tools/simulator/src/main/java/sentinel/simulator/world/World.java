package sentinel.simulator.world;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Source;
import sentinel.versions.EditClass;

/**
 * The newsroom's memory. Everything in it follows from the seed, the moments at which it is told the time, and what it
 * is asked to do; nothing from the wall clock. Thread-safe.
 */
public final class World {

    /** How old the oldest article is at the start. */
    private static final Duration PAST = Duration.ofDays(10);

    private static final EditClass[] KINDS = EditClass.values();
    private static final int MIN_PARAGRAPHS = 3;
    private static final int MAX_PARAGRAPHS = 12;

    /**
     * What the world is made of.
     *
     * @param sites number of sites, from 1
     * @param articles how many exist at the start, spread over the past ten days
     * @param perSecond new articles per second from then on
     * @param editsPerSecond edits of articles that exist
     * @param maxArticles with so many articles the rate ends
     * @param trouble share of articles whose page misbehaves, in [0,1]
     * @param editing which articles are edited beside those of {@code editsPerSecond}, and when
     */
    public record Plan(
            long seed,
            int sites,
            int articles,
            double perSecond,
            double editsPerSecond,
            int maxArticles,
            double trouble,
            Instant start,
            Editing editing) {}

    /** Learns what happens; called with the world's lock held, in the order of events. */
    public interface Listener {
        void published(Article article);

        void edited(Article article);

        /** Its page was deleted or moved. */
        default void withdrawn(Article article) {}
    }

    private final Plan plan;
    private final String mainUrl;
    private final List<Site> sites;
    private final Map<String, Prose> prose = new HashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<Article> articles = new ArrayList<>();
    private final List<List<Article>> bySite = new ArrayList<>();
    private final Map<String, Article> byAddress = new ConcurrentHashMap<>();
    private final Map<String, Article> byFormerAddress = new ConcurrentHashMap<>();
    private final EditTimes editTimes;
    private final PriorityQueue<PlannedEdit> plannedEdits =
            new PriorityQueue<>(Comparator.comparing(PlannedEdit::at).thenComparing(edit -> edit.article.id()));
    private final SplittableRandom storyRandom;
    private final SplittableRandom editRandom;
    private final SplittableRandom troubleRandom;
    private final List<Outlet> outlets = new ArrayList<>();
    private List<Trouble> troubles = new ArrayList<>();
    private int stories;
    private long publications;
    private long edits;

    private record Outlet(Story story, Site site) {}

    private record PlannedEdit(Instant at, Article article) {}

    /**
     * Makes the sites; {@link #open} makes the first articles.
     *
     * @param mainUrl base URL of what belongs to no site, without a trailing slash
     * @param siteUrl base URL of the site of that number
     */
    public World(Plan plan, String mainUrl, IntFunction<String> siteUrl) {
        this.plan = requireNonNull(plan, "plan");
        this.mainUrl = mainUrl;
        this.sites = IntStream.range(0, plan.sites())
                .mapToObj(index -> Site.number(index, siteUrl.apply(index)))
                .toList();
        var names = new Names();
        for (var site : sites) {
            prose.computeIfAbsent(site.language(), language -> new Prose(language, names));
            bySite.add(new ArrayList<>());
        }
        var random = new SplittableRandom(plan.seed());
        this.editTimes = new EditTimes(plan.seed(), plan.editing(), plan.sites());
        this.storyRandom = random.split();
        this.editRandom = random.split();
        this.troubleRandom = random.split();
    }

    public void add(Listener listener) {
        listeners.add(listener);
    }

    /** Publishes the articles of the past ten days, oldest first, most of them recent. */
    public synchronized void open() {
        var random = new SplittableRandom(plan.seed() + 1);
        long[] ages = new long[plan.articles()];
        for (int i = 0; i < ages.length; i++) {
            double u = random.nextDouble();
            ages[i] = (long) (PAST.toSeconds() * u * u * u);
        }
        Arrays.sort(ages);
        for (int i = ages.length - 1; i >= 0; i--) {
            publish(plan.start().minusSeconds(ages[i]));
        }
    }

    /** Lets everything happen that is due at that moment, in the order of time whatever the steps. */
    public synchronized void advance(Instant now) {
        while (true) {
            var publication = moment(publications + 1, plan.perSecond());
            var edit = moment(edits + 1, plan.editsPerSecond());
            var planned =
                    plannedEdits.isEmpty() ? Instant.MAX : plannedEdits.peek().at();
            if (publication.isAfter(now) && edit.isAfter(now) && planned.isAfter(now)) {
                return;
            }
            if (planned.isBefore(publication) && planned.isBefore(edit)) {
                makePlannedEdit();
            } else if (edit.isBefore(publication)) {
                edits++;
                editRandom(1, edit);
            } else {
                publications++;
                if (articles.size() < plan.maxArticles()) {
                    publish(publication);
                }
            }
        }
    }

    private void makePlannedEdit() {
        var planned = plannedEdits.remove();
        if (planned.article().removal().isEmpty()) {
            edit(planned.article(), KINDS[editRandom.nextInt(KINDS.length)], planned.at());
        }
    }

    /** When the n-th event of that frequency happens. */
    private Instant moment(long n, double perSecond) {
        return perSecond == 0 ? Instant.MAX : plan.start().plusMillis((long) (n * 1000 / perSecond));
    }

    /** Publishes more articles at once. */
    public synchronized List<Article> publish(int count, Instant at) {
        var made = new ArrayList<Article>();
        for (int i = 0; i < count; i++) {
            made.add(publish(at));
        }
        return made;
    }

    private Article publish(Instant at) {
        var published = at.truncatedTo(ChronoUnit.MINUTES); // more than that some pages do not say
        if (outlets.isEmpty()) {
            nextStory();
        }
        var outlet = outlets.remove(0);
        int id = articles.size() + 1;
        var random = new SplittableRandom(plan.seed() * 1_000_003 + id);
        var site = outlet.site();
        var words = prose(site);
        String title = words.title(outlet.story(), random);
        int length = MIN_PARAGRAPHS + random.nextInt(MAX_PARAGRAPHS - MIN_PARAGRAPHS + 1);
        var paragraphs = words.paragraphs(outlet.story(), length, published, random);
        var trouble = trouble();
        String path = Addresses.path(site, outlet.story().topic(), title, id, published, trouble);
        var article = new Article(
                id,
                site,
                outlet.story(),
                authors(words, random),
                published,
                path,
                trouble,
                Addresses.discoveries(site, path, id, trouble, random),
                words,
                new Version(1, Instant.ofEpochSecond(at.getEpochSecond()), title, paragraphs, null));
        articles.add(article);
        bySite.get(site.index()).add(article);
        byAddress.put(address(site, path), article);
        editTimes.of(site.index(), id).forEach(after -> plannedEdits.add(new PlannedEdit(at.plus(after), article)));
        if (article.discovery(Source.RSS).isPresent()) {
            article.announce(Source.RSS, at);
        }
        listeners.forEach(listener -> listener.published(article));
        return article;
    }

    private void nextStory() {
        var first = sites.get(storyRandom.nextInt(sites.size()));
        var topics = prose(first).topics();
        var topic = topics.get(storyRandom.nextInt(topics.size()));
        var story = Story.make(++stories, topic, storyRandom);
        outlets.add(new Outlet(story, first));
        int dice = storyRandom.nextInt(100);
        int more = dice < 70 ? 0 : dice < 90 ? 1 : 2;
        int offset = storyRandom.nextInt(sites.size());
        for (int i = 0; i < sites.size() && more > 0; i++) {
            var other = sites.get((offset + i) % sites.size());
            if (!other.equals(first) && prose(other).topics().contains(topic)) {
                outlets.add(new Outlet(story, other));
                more--;
            }
        }
    }

    /** Each kind comes once before any comes again, so that few articles show them all. */
    private Trouble trouble() {
        if (troubleRandom.nextDouble() >= plan.trouble()) {
            return Trouble.NONE;
        }
        if (troubles.isEmpty()) {
            troubles = new ArrayList<>(Trouble.KINDS);
        }
        return troubles.remove(troubleRandom.nextInt(troubles.size()));
    }

    private static List<String> authors(Prose words, SplittableRandom random) {
        var staff = words.authors();
        int first = random.nextInt(staff.size());
        return random.nextInt(5) == 0
                ? List.of(staff.get(first), staff.get((first + 1) % staff.size()))
                : List.of(staff.get(first));
    }

    /** Name of the feed that gathers articles of all sites. */
    public static final String DIGEST = "World Digest";

    /** Rewrites a paragraph of one article and adds a note of it; false when there is no article of that number. */
    public synchronized boolean edit(int id, Instant at) {
        var article = article(id);
        article.ifPresent(found -> {
            var current = found.current();
            var random = random(found);
            var paragraphs = prose(found.site()).edited(current.paragraphs(), found.story(), at, random);
            edit(found, new Revision.Draft(EditClass.REWRITTEN, current.title(), paragraphs), at);
        });
        return article.isPresent();
    }

    /** Makes an edit of that kind in one article; false when there is none of that number. */
    public synchronized boolean edit(int id, EditClass kind, Instant at) {
        var article = article(id);
        article.ifPresent(found -> edit(found, kind, at));
        return article.isPresent();
    }

    /** Makes edits of all kinds in so many articles, chosen by the seed among those that are simply served. */
    public synchronized List<Integer> editRandom(int count, Instant at) {
        return editRandom(count, null, at);
    }

    /** As {@link #editRandom(int, Instant)}, but edits of one kind; of all kinds when it is null. */
    public synchronized List<Integer> editRandom(int count, @Nullable EditClass kind, Instant at) {
        var chosen = new ArrayList<Integer>();
        var candidates = articles.stream()
                .filter(article ->
                        article.trouble() == Trouble.NONE && article.removal().isEmpty())
                .toList();
        for (int i = 0; i < count && !candidates.isEmpty(); i++) {
            var article = candidates.get(editRandom.nextInt(candidates.size()));
            edit(article, kind == null ? KINDS[editRandom.nextInt(KINDS.length)] : kind, at);
            chosen.add(article.id());
        }
        return chosen;
    }

    private void edit(Article article, EditClass kind, Instant at) {
        edit(article, new Revision(article, prose(article.site()), at, random(article)).draft(kind), at);
    }

    private SplittableRandom random(Article article) {
        int number = article.current().number() + 1;
        return new SplittableRandom(plan.seed() * 7_919 + article.id() * 131L + number);
    }

    private void edit(Article article, Revision.Draft draft, Instant at) {
        int number = article.current().number() + 1;
        var moment = Instant.ofEpochSecond(at.getEpochSecond());
        article.add(new Version(number, moment, draft.title(), draft.paragraphs(), draft.kind()));
        listeners.forEach(listener -> listener.edited(article));
    }

    /**
     * Deletes the page of an article; false when there is none of that number.
     *
     * @param status that its address answers from now on: 404 or 410
     */
    public synchronized boolean delete(int id, int status, Instant at) {
        var article = article(id);
        article.ifPresent(found -> {
            found.remove(new Removal(at, status));
            listeners.forEach(listener -> listener.withdrawn(found));
        });
        return article.isPresent();
    }

    /** Moves the page of an article to another address, to which the one before redirects; empty when there is none of that number. */
    public synchronized Optional<Article> move(int id) {
        var article = article(id);
        article.ifPresent(found -> {
            String before = address(found.site(), found.path());
            byAddress.remove(before);
            byFormerAddress.put(before, found);
            found.moveTo(Addresses.moved(found.title(), id, found.formerUrls().size() + 1));
            byAddress.put(address(found.site(), found.path()), found);
            listeners.forEach(listener -> listener.withdrawn(found));
        });
        return article;
    }

    /** Says that GDELT has announced it. */
    public void announcedByGdelt(Article article, Instant at) {
        article.announce(Source.GDELT, at);
    }

    public Plan plan() {
        return plan;
    }

    /** Path segment of the site of that number where all sites share one host. */
    public static String siteSlug(int index) {
        return Site.slug(index);
    }

    /** Base URL of what belongs to no site. */
    public String mainUrl() {
        return mainUrl;
    }

    public List<Site> sites() {
        return sites;
    }

    public Prose prose(Site site) {
        return requireNonNull(prose.get(site.language()), "the world has prose in the language of every site");
    }

    /** All articles so far, in the order of publication: a copy. */
    public synchronized List<Article> articles() {
        return List.copyOf(articles);
    }

    /** Articles of one site in the order of publication: a copy. */
    public synchronized List<Article> articles(Site site) {
        return List.copyOf(bySite.get(site.index()));
    }

    public synchronized Optional<Article> article(int id) {
        return id >= 1 && id <= articles.size() ? Optional.of(articles.get(id - 1)) : Optional.empty();
    }

    /** The article whose page has that path and query, with or without a slash at its end. */
    public Optional<Article> at(Site site, String path) {
        return Optional.ofNullable(byAddress.get(address(site, path)));
    }

    /** The article whose page had that path and query before it was moved. */
    public Optional<Article> formerlyAt(Site site, String path) {
        return Optional.ofNullable(byFormerAddress.get(address(site, path)));
    }

    private static String address(Site site, String path) {
        return site.index() + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** The last few articles of the same site before this one, newest first. */
    public synchronized List<Article> before(Article article, int count) {
        var all = bySite.get(article.site().index());
        var found = new ArrayList<Article>();
        for (int i = Collections.binarySearch(all, article, Comparator.comparingInt(Article::id)) - 1;
                i >= 0 && found.size() < count;
                i--) {
            found.add(all.get(i));
        }
        return found;
    }
}
