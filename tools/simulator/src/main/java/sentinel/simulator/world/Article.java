package sentinel.simulator.world;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Source;

/** One article: what never changes, its versions and addresses so far, and how often its page was asked for. Thread-safe. */
public final class Article {

    private final int id;
    private final Site site;
    private final Story story;
    private final List<String> authors;
    private final Instant published;
    private volatile String path;
    private final List<String> formerPaths = new CopyOnWriteArrayList<>();
    private volatile @Nullable Removal removal; // null while the page is there
    private final Trouble trouble;
    private final List<Discovery> discoveries;
    private final List<String> companies;
    private final List<String> people;
    private final String place;
    private final List<Version> versions = new CopyOnWriteArrayList<>();
    private final Map<Source, Instant> announced = new EnumMap<>(Source.class);
    private final AtomicInteger requests = new AtomicInteger();

    Article(
            int id,
            Site site,
            Story story,
            List<String> authors,
            Instant published,
            String path,
            Trouble trouble,
            List<Discovery> discoveries,
            Prose prose,
            Version first) {
        this.id = id;
        this.site = site;
        this.story = story;
        this.authors = List.copyOf(authors);
        this.published = published;
        this.path = path;
        this.trouble = trouble;
        this.discoveries = List.copyOf(discoveries);
        this.companies = prose.companies(story);
        this.people = prose.people(story);
        this.place = prose.place(story);
        versions.add(first);
    }

    /** Unique in the newsroom, from 1, in the order of publication. */
    public int id() {
        return id;
    }

    public Site site() {
        return site;
    }

    public Story story() {
        return story;
    }

    /** The headline of the current version. */
    public String title() {
        return current().title();
    }

    public List<String> authors() {
        return authors;
    }

    public Instant published() {
        return published;
    }

    /** Path and query of its page below the site's base URL, as of now. */
    public String path() {
        return path;
    }

    /** Addresses that its page had before it was moved, oldest first. */
    public List<String> formerUrls() {
        return formerPaths.stream().map(former -> site.baseUrl() + former).toList();
    }

    /** Since when its page has been deleted, and how the site says so; empty while it is there. */
    public Optional<Removal> removal() {
        return Optional.ofNullable(removal);
    }

    void remove(Removal how) {
        removal = how;
    }

    void moveTo(String newPath) {
        formerPaths.add(path);
        path = newPath;
    }

    /** The address its page calls canonical (but see {@link Trouble#FOREIGN_CANONICAL}). */
    public String url() {
        return site.baseUrl() + path;
    }

    public Trouble trouble() {
        return trouble;
    }

    public List<Discovery> discoveries() {
        return discoveries;
    }

    public Optional<Discovery> discovery(Source source) {
        return discoveries.stream().filter(found -> found.source() == source).findFirst();
    }

    /** Companies that the current version names. */
    public List<String> companies() {
        return named(companies);
    }

    /** People that the current version names; not its authors. */
    public List<String> people() {
        return named(people);
    }

    public String place() {
        return place;
    }

    private List<String> named(List<String> names) {
        String text = title() + "\n" + String.join("\n", current().paragraphs());
        return names.stream().filter(text::contains).distinct().toList();
    }

    public List<Version> versions() {
        return versions;
    }

    public Version current() {
        return versions.get(versions.size() - 1);
    }

    /** When that source first told of it; empty when it has not yet. */
    public synchronized Optional<Instant> announced(Source source) {
        return Optional.ofNullable(announced.get(source));
    }

    synchronized void announce(Source source, Instant at) {
        announced.putIfAbsent(source, at);
    }

    void add(Version version) {
        versions.add(version);
    }

    /** Counts a request for its page; the first one is number 1. */
    public int countRequest() {
        return requests.incrementAndGet();
    }

    /** A summary such as feeds carry: the first sentence. */
    public String summary() {
        String first = current().paragraphs().get(0);
        int end = first.indexOf(". ");
        return end < 0 ? first : first.substring(0, end + 1);
    }

    /** Path of the picture on the same site. */
    public String imageUrl() {
        return site.baseUrl() + "/img/" + id + ".svg";
    }
}
