package sentinel.producers.feeds;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import sentinel.producers.feeds.FeedDocument.Condition;
import sentinel.producers.feeds.FeedFormatException.Kind;
import sentinel.producers.feeds.StrictXml.BrokenException;

/**
 * RSS 0.9x, 1.0, 2.0 and Atom, all by the same rules: what a version number or a namespace says matters less than what is
 * there. Read strictly first, then repaired, then leniently.
 */
final class XmlFeed {

    /** More are no feed of 5 MB but an attempt to fill the memory. */
    private static final int MOST_TAGS = 400_000;

    private static final int MOST_REFERENCES = 1_000_000;

    private static final Pattern TIME_TO_LIVE =
            Pattern.compile("\\s*(\\d{1,7})(?:\\.\\d+)?\\s*(h|hours?|d|days?)?\\b.*");

    private XmlFeed() {}

    static FeedDocument read(String text, URI address, Instant seenAt) throws FeedFormatException {
        if (more(text, '<', MOST_TAGS) || more(text, '&', MOST_REFERENCES)) {
            throw new FeedFormatException(Kind.HOSTILE, "too many tags or references", null);
        }
        String broken;
        try {
            var root = StrictXml.read(text);
            if (Vocabulary.ROOTS.contains(root.name())) {
                return document(root, null, address, seenAt, Condition.SOUND);
            }
            broken = "it begins with <" + root.name() + '>';
        } catch (BrokenException e) {
            broken = e.getMessage();
        }
        return repaired(FeedRepair.repair(text), broken, address, seenAt);
    }

    private static boolean more(String text, char of, int than) {
        return text.chars().filter(c -> c == of).limit(than + 1L).count() > than;
    }

    private static FeedDocument repaired(String text, @Nullable String broken, URI address, Instant seenAt)
            throws FeedFormatException {
        try {
            return document(StrictXml.read(text), null, address, seenAt, Condition.REPAIRED);
        } catch (BrokenException e) {
            var lenient = LenientXml.read(text);
            if (lenient.root() != null) {
                var condition = lenient.cutOff() == null ? Condition.REPAIRED : Condition.CUT_OFF;
                var document = document(lenient.root(), lenient.cutOff(), address, seenAt, condition);
                if (!document.items().isEmpty()) {
                    return document;
                }
            }
            throw new FeedFormatException(Kind.BROKEN, "no readable feed: " + broken, e);
        }
    }

    private static FeedDocument document(
            FeedNode root, @Nullable FeedNode cutOff, URI address, Instant seenAt, Condition condition) {
        var channel = root.children()
                .filter(child -> child.name().equals("channel"))
                .findFirst()
                .orElse(root);
        var base = base(root, channel, address);
        var nodes = new ArrayList<FeedNode>();
        items(root, root, nodes);
        nodes.remove(cutOff);
        String language = language(channel, root);
        var date = new FeedDate(address, language, seenAt);
        var items = new ArrayList<FeedItem>();
        for (var node : nodes) {
            new XmlItem(node, root, base, date).read().ifPresent(items::add);
        }
        return new FeedDocument(
                items,
                nodes.size() - items.size(),
                Language.iso6391(language).orElse(null),
                timeToLive(channel, root),
                condition);
    }

    /** The tag as written; null when there is none that means a language. */
    private static @Nullable String language(FeedNode channel, FeedNode root) {
        return Stream.concat(
                        fields(channel, root, "language").flatMap(node -> node.ownText().stream()),
                        Stream.of(channel, root)
                                .map(node -> node.attribute("xml:lang"))
                                .filter(tag -> tag != null))
                .filter(tag -> Language.iso6391(tag).isPresent())
                .findFirst()
                .orElse(null);
    }

    /** Wherever they stand: in the channel, beside it, and in elements that somebody forgot to close. */
    private static void items(FeedNode within, FeedNode root, List<FeedNode> found) {
        within.children().forEach(child -> {
            if (Vocabulary.ITEMS.contains(child.name()) && Vocabulary.isOfFormat(child, root)) {
                if (found.size() < FeedLimits.ITEMS) {
                    found.add(child);
                }
            } else {
                items(child, root, found);
            }
        });
    }

    /** Children of that name that are the format's own, or Dublin Core's. */
    private static Stream<FeedNode> fields(FeedNode parent, FeedNode root, String name) {
        return parent.children()
                .filter(child -> child.name().equals(name))
                .filter(child ->
                        Vocabulary.isOfFormat(child, root) || child.space().equals(Vocabulary.DUBLIN_CORE));
    }

    /** Where relative links start: the base that the feed declares, else the site it names, else where the feed is. */
    private static @Nullable HttpUrl base(FeedNode root, FeedNode channel, URI address) {
        var feed = HttpUrl.get(address);
        var declared = Links.within(channel, Links.within(root, null, feed), feed);
        if (declared != null) {
            return declared;
        }
        return Stream.concat(
                        fields(channel, root, "link").flatMap(link -> link.ownText().stream()),
                        fields(channel, root, "link")
                                .filter(Links::isAlternate)
                                .map(link -> link.attribute("href"))
                                .filter(href -> href != null))
                .findFirst()
                .map(site -> Links.base(site, address))
                .orElse(feed);
    }

    /** RSS: minutes; some write the unit. */
    private static Optional<Duration> timeToLive(FeedNode channel, FeedNode root) {
        return fields(channel, root, "ttl")
                .flatMap(node -> node.ownText().stream())
                .map(TIME_TO_LIVE::matcher)
                .filter(m -> m.matches())
                .map(m -> duration(Long.parseLong(m.group(1)), m.group(2)))
                .filter(duration -> !duration.isZero())
                .findFirst();
    }

    private static Duration duration(long number, @Nullable String unit) {
        if (unit == null) {
            return Duration.ofMinutes(number);
        }
        return unit.startsWith("h") ? Duration.ofHours(number) : Duration.ofDays(number);
    }
}
