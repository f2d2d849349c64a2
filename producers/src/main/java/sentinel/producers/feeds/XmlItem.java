package sentinel.producers.feeds;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** One item of RSS or entry of Atom. */
final class XmlItem {

    /** RSS 2.0's author: {@code lawyer@boyer.net (Lawyer Boyer)}. */
    private static final Pattern ADDRESS_AND_NAME = Pattern.compile("\\S+@\\S+\\s*\\((.+)\\)");

    /** The patterns would take too long over more. */
    private static final int LONGEST_PERSON = 500;

    private static final Pattern ADDRESS = Pattern.compile("\\s*\\S+@\\S+\\s*");
    /** When it came out, and only then when it was changed. */
    private static final List<String> DATES =
            List.of("pubdate", "published", "issued", "date", "created", "updated", "modified");

    private static final int MOST_DATES = 8;

    private final FeedNode item;
    private final FeedNode root;
    private final @Nullable HttpUrl base;
    private final FeedDate date;

    /** @param base for relative links, of the feed */
    XmlItem(FeedNode item, FeedNode root, @Nullable HttpUrl base, FeedDate date) {
        this.item = item;
        this.root = root;
        this.date = date;
        this.base = Links.within(item, base, base);
    }

    /** Empty when it names no page. */
    Optional<FeedItem> read() {
        return link().map(link -> new FeedItem(
                recordId(id() == null ? written() : id(), link),
                link,
                PlainText.line(title(), FeedLimits.TITLE),
                author(),
                summary(),
                published()));
    }

    /** The item's own page: FeedBurner's note of it, its link, where its content is, a guid that is an address. */
    private Optional<String> link() {
        var original = item.children().filter(n -> n.name().equals("origlink")).flatMap(n -> n.ownText().stream()
                .map(text -> Links.absolute(text, base)));
        var guid = Stream.ofNullable(id())
                .filter(id -> id.matches("(?i)https?://.+"))
                .map(id -> Links.absolute(id, base));
        return Stream.of(original, plain(), alternates(), content(), guid)
                .flatMap(s -> s)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Atom's links, those to pages for people first. */
    private Stream<String> alternates() {
        return own("link")
                .filter(link -> link.attribute("href") != null && Links.isAlternate(link))
                .sorted(Comparator.comparingInt(link -> Links.isPage(link) ? 0 : 1))
                .map(link -> Links.absolute(link.attribute("href"), Links.within(link, base, base)));
    }

    /** RSS's link is its text. */
    private Stream<String> plain() {
        return own("link").filter(link -> link.attribute("href") == null).flatMap(link -> link.ownText().stream()
                .map(text -> Links.absolute(text, Links.within(link, base, base))));
    }

    private Stream<String> content() {
        return own("content")
                .filter(content -> content.attribute("src") != null && Links.isPage(content))
                .map(content -> Links.absolute(content.attribute("src"), Links.within(content, base, base)));
    }

    private @Nullable String id() {
        return Stream.concat(
                        Stream.of("guid", "id").flatMap(this::own).flatMap(node -> node.ownText().stream()),
                        Stream.ofNullable(item.attribute("rdf:about")))
                .findFirst()
                .orElse(null);
    }

    /** The link as it stands there; null when it is no text. */
    private @Nullable String written() {
        return own("link").flatMap(link -> link.ownText().stream()).findFirst().orElse(null);
    }

    static String recordId(@Nullable String id, String link) {
        String text = id == null || id.isBlank() ? link : id.strip();
        return text.length() <= FeedLimits.RECORD_ID ? text : text.substring(0, FeedLimits.RECORD_ID);
    }

    private @Nullable String title() {
        return own("title").map(FeedNode::inner).findFirst().orElse(null);
    }

    private @Nullable String summary() {
        var texts = Stream.of(
                        own("description"),
                        own("summary"),
                        of(Vocabulary.CONTENT, "encoded"),
                        own("content"),
                        of(Vocabulary.DUBLIN_CORE, "description"))
                .flatMap(nodes -> nodes.map(FeedNode::inner));
        return texts.filter(text -> !text.isBlank())
                .findFirst()
                .map(text -> PlainText.html(text, FeedLimits.SUMMARY))
                .orElse(null);
    }

    private @Nullable String author() {
        var creators =
                of(Vocabulary.DUBLIN_CORE, "creator").map(FeedNode::inner).toList();
        var names = creators.isEmpty() ? own("author").map(this::person).toList() : creators;
        String all = names.stream()
                .filter(Objects::nonNull)
                .map(XmlItem::name)
                .map(name -> PlainText.line(name, FeedLimits.AUTHOR))
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        return PlainText.line(all, FeedLimits.AUTHOR);
    }

    /** Atom's has parts, of which the name is one; RSS's is a text. */
    private @Nullable String person(FeedNode author) {
        boolean parts = author.children()
                .anyMatch(n -> List.of("name", "email", "uri", "url").contains(n.name()));
        if (!parts) {
            return author.inner();
        }
        return author.children()
                .filter(n -> n.name().equals("name"))
                .map(FeedNode::inner)
                .findFirst()
                .orElse(null);
    }

    private static String name(String author) {
        if (author.length() > LONGEST_PERSON) {
            return author;
        }
        var match = ADDRESS_AND_NAME.matcher(author.strip());
        if (match.matches()) {
            return match.group(1);
        }
        return ADDRESS.matcher(author).matches() ? "" : author;
    }

    private @Nullable Instant published() {
        return DATES.stream()
                .flatMap(this::dates)
                .flatMap(node -> node.ownText().stream())
                .limit(MOST_DATES)
                .flatMap(text -> date.read(text).stream())
                .findFirst()
                .orElse(null);
    }

    private Stream<FeedNode> dates(String name) {
        return Stream.of(own(name), of(Vocabulary.DUBLIN_CORE, name), of(Vocabulary.DUBLIN_CORE_TERMS, name))
                .flatMap(s -> s);
    }

    /** Its parts of that name; those in its own namespace first. */
    private Stream<FeedNode> own(String name) {
        return item.children()
                .filter(child -> child.name().equals(name) && Vocabulary.isOfFormat(child, root))
                .sorted(Comparator.comparingInt(child -> child.space().equals(item.space()) ? 0 : 1));
    }

    private Stream<FeedNode> of(String space, String name) {
        return item.children()
                .filter(child -> child.name().equals(name) && child.space().equals(space));
    }
}
