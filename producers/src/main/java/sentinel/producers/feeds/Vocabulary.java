package sentinel.producers.feeds;

import java.util.Set;

/** The names that feeds are made of. All in lower case. */
final class Vocabulary {

    static final String ATOM = "http://www.w3.org/2005/atom";
    static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";
    static final String DUBLIN_CORE_TERMS = "http://purl.org/dc/terms/";
    static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
    static final String FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0";
    static final String RSS_1 = "http://purl.org/rss/1.0/";
    static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    /** The first element of every feed; a channel alone is what some hand-made ones begin with. */
    static final Set<String> ROOTS = Set.of("rss", "rdf", "feed", "channel");

    static final Set<String> ITEMS = Set.of("item", "entry");

    /** Namespaces of the feed formats themselves; old ones and those that people took for one. */
    private static final Set<String> FORMATS = Set.of(
            "",
            ATOM,
            "http://purl.org/atom/ns#",
            RSS_1,
            RDF,
            "http://my.netscape.com/rdf/simple/0.9/",
            "http://channel.netscape.com/rdf/simple/0.9/",
            "http://backend.userland.com/rss2",
            "http://blogs.law.harvard.edu/tech/rss");

    /** What stands in an item or a channel and holds no other such element. */
    private static final Set<String> FIELDS = Set.of(
            "item",
            "entry",
            "title",
            "link",
            "guid",
            "id",
            "pubdate",
            "published",
            "updated",
            "description",
            "summary",
            "content",
            "author",
            "category",
            "comments",
            "enclosure",
            "source",
            "image",
            "language",
            "lastbuilddate",
            "ttl");

    private Vocabulary() {}

    /** Whether an element is one of the format's own, and not of an extension. */
    static boolean isOfFormat(FeedNode node, FeedNode root) {
        return FORMATS.contains(node.space()) || node.space().equals(root.space());
    }

    /** Whether a name, as written, is more likely a part of a feed than of the HTML that somebody forgot to escape. */
    static boolean isField(String qualifiedName) {
        return qualifiedName.indexOf(':') > 0 || FIELDS.contains(qualifiedName);
    }
}
