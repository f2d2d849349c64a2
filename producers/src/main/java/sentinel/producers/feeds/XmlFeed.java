package sentinel.producers.feeds;

import com.rometools.rome.feed.WireFeed;
import com.rometools.rome.feed.module.DCModule;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndFeedImpl;
import com.rometools.rome.feed.synd.SyndLink;
import com.rometools.rome.feed.synd.SyndPerson;
import com.rometools.rome.io.FeedException;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/** RSS 0.9x, 1.0, 2.0 and Atom, by ROME. */
final class XmlFeed {

    private static final Pattern ROOT_LANGUAGE =
            Pattern.compile("<(?:\\w+:)?(?:feed|RDF|rss)\\b[^>]*?\\bxml:lang\\s*=\\s*[\"']([^\"']+)");
    /** RSS 2.0's author: {@code lawyer@boyer.net (Lawyer Boyer)}. */
    private static final Pattern ADDRESS_AND_NAME = Pattern.compile("\\S+@\\S+\\s*\\((.+)\\)");

    private XmlFeed() {}

    static FeedDocument read(String text, URI address) throws FeedFormatException {
        try {
            WireFeed wire = new BoundedFeedInput().build(new StringReader(text));
            var feed = new SyndFeedImpl(wire);
            return document(feed, timeToLive(wire), text, address);
        } catch (FeedException | RuntimeException e) { // ROME reports what it does not know by several of the latter
            throw new FeedFormatException("no readable feed: " + e.getMessage(), e);
        }
    }

    private static FeedDocument document(SyndFeed feed, Optional<Duration> ttl, String text, URI address) {
        var base = Links.base(feed.getLink(), address);
        var items = new ArrayList<FeedItem>();
        int unusable = 0;
        for (var entry : feed.getEntries()) {
            var item = item(entry, base);
            if (item.isPresent()) {
                items.add(item.get());
            } else {
                unusable++;
            }
        }
        var language = Language.iso6391(feed.getLanguage()).or(() -> rootLanguage(text));
        return new FeedDocument(items, unusable, language.orElse(null), ttl);
    }

    private static Optional<FeedItem> item(SyndEntry entry, HttpUrl base) {
        return link(entry, base)
                .map(link -> new FeedItem(
                        recordId(entry.getUri(), link),
                        link,
                        PlainText.line(title(entry), FeedLimits.TITLE),
                        author(entry),
                        summary(entry),
                        published(entry)));
    }

    static String recordId(String id, String link) {
        String text = id == null || id.isBlank() ? link : id.strip();
        return text.length() <= FeedLimits.RECORD_ID ? text : text.substring(0, FeedLimits.RECORD_ID);
    }

    /** The entry's own page: FeedBurner's note of it, the alternate link, any other link, a guid that is an address. */
    private static Optional<String> link(SyndEntry entry, HttpUrl base) {
        var original = entry.getForeignMarkup().stream()
                .filter(e -> e.getName().equals("origLink"))
                .map(e -> e.getTextTrim());
        var alternates = entry.getLinks().stream()
                .filter(l -> l.getRel() == null || l.getRel().equals("alternate"))
                .map(SyndLink::getHref);
        var plain = Stream.of(entry.getLink()).filter(Objects::nonNull).filter(link -> entry.getLinks().stream()
                .noneMatch(l -> link.equals(l.getHref()) && isOther(l)));
        var guid = Stream.of(entry.getUri()).filter(uri -> uri != null && uri.matches("(?i)https?://.+"));
        return Stream.of(original, alternates, plain, guid)
                .flatMap(s -> s)
                .map(link -> Links.absolute(link, base))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static boolean isOther(SyndLink link) {
        return link.getRel() != null && !link.getRel().equals("alternate");
    }

    private static String title(SyndEntry entry) {
        return entry.getTitleEx() == null ? null : entry.getTitleEx().getValue();
    }

    private static String summary(SyndEntry entry) {
        var first = Stream.concat(Stream.of(Optional.ofNullable(entry.getDescription())), contents(entry))
                .flatMap(Optional::stream)
                .map(SyndContent::getValue)
                .filter(value -> value != null && !value.isBlank())
                .findFirst();
        return PlainText.html(first.orElse(null), FeedLimits.SUMMARY);
    }

    private static Stream<Optional<SyndContent>> contents(SyndEntry entry) {
        return entry.getContents().stream().map(Optional::ofNullable);
    }

    private static String author(SyndEntry entry) {
        List<String> names = new ArrayList<>();
        if (entry.getModule(DCModule.URI) instanceof DCModule dublinCore) {
            names.addAll(dublinCore.getCreators());
        }
        if (names.isEmpty()) {
            entry.getAuthors().stream().map(SyndPerson::getName).forEach(names::add);
        }
        if (names.isEmpty()) {
            names.add(entry.getAuthor());
        }
        String author = names.stream()
                .filter(Objects::nonNull)
                .map(XmlFeed::name)
                .map(name -> PlainText.line(name, FeedLimits.AUTHOR))
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        return PlainText.line(author, FeedLimits.AUTHOR);
    }

    private static String name(String author) {
        var match = ADDRESS_AND_NAME.matcher(author.strip());
        if (match.matches()) {
            return match.group(1);
        }
        return author.matches("\\s*\\S+@\\S+\\s*") ? "" : author;
    }

    private static Instant published(SyndEntry entry) {
        Date date = entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
        return date == null ? null : date.toInstant();
    }

    /** RSS: minutes. */
    private static Optional<Duration> timeToLive(WireFeed wire) {
        return wire instanceof Channel channel && channel.getTtl() > 0
                ? Optional.of(Duration.ofMinutes(channel.getTtl()))
                : Optional.empty();
    }

    private static Optional<String> rootLanguage(String text) {
        var match = ROOT_LANGUAGE.matcher(text);
        return match.find() ? Language.iso6391(match.group(1)) : Optional.empty();
    }
}
