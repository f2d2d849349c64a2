package sentinel.extractor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headline: what the page's several claims (its top heading, its structured data, what it wants shared, its title) say
 * when the site's name is cut off. Claims vote for each other; the heading that a reader sees counts most.
 */
final class Headline {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 2_000;
    /** Of a part without the site's name, that it can still be one. */
    private static final int LONGEST_UNKNOWN_SITE = 35;
    /** Of what is left of a headline without it; less is a word before a colon. */
    private static final int SHORTEST_REST = 20;

    private static final Pattern DATE_TAIL =
            Pattern.compile("\\s*[:|,–-]?\\s*\\d{1,2}\\.\\s?\\d{1,2}\\.\\s?(?:19|20)\\d\\d.{0,60}$");

    /** One thing that the page says its headline is. */
    record Claim(Source source, String text, String letters) {
        Claim(Source source, String text) {
            this(source, text, Letters.ofHeadline(text));
        }
    }

    /** Where a claim comes from, with the weight of its vote. */
    enum Source {
        HEADING(2.1),
        DATA(1.0),
        SHARED(1.0),
        TWEETED(0.4),
        TAB(0.6);

        private final double weight;

        Source(double weight) {
            this.weight = weight;
        }
    }

    private final PageScan scan;
    private final String siteLetters;
    private final String label;
    private final List<Claim> claims = new ArrayList<>();

    /**
     * @param tab the page's {@code <title>}
     * @param siteName as far as it is known; may be null
     */
    Headline(PageScan scan, Metas metas, JsonLd data, String tab, @Nullable String siteName, Site site) {
        this.scan = scan;
        this.siteLetters = siteName == null ? "" : Letters.ofName(siteName);
        this.label = Letters.ofName(site.label());
        String shared = withoutSite(FactsReader.plain(metas.first("og:title", "title", "dc.title", "sailthru.title")));
        String tweeted = withoutSite(FactsReader.plain(metas.first("twitter:title", "parsely-title")));
        String headline = FactsReader.plain(data.articleText("headline"));
        String short_ = withoutSite(tab);
        claim(Source.DATA, headline);
        claim(Source.SHARED, shared);
        claim(Source.TWEETED, tweeted);
        claim(Source.TAB, short_);
        String heading = heading();
        if (!heading.isEmpty()) {
            claims.add(0, new Claim(Source.HEADING, DATE_TAIL.matcher(heading).replaceFirst("")));
        }
    }

    private void claim(Source source, String text) {
        var claim = new Claim(source, text);
        if (claim.letters().length() >= SHORTEST && !isSite(claim.letters())) {
            claims.add(claim);
        }
    }

    /** The headline; null when the page has none. */
    @Nullable
    String text() {
        Claim best = null;
        double most = 0;
        for (var claim : claims) {
            double votes = 0;
            for (var other : claims) {
                votes += agreement(claim, other) * other.source().weight;
            }
            if (votes > most + 1e-9) {
                most = votes;
                best = claim;
            }
        }
        return best == null ? null : bestWritten(best);
    }

    private static double agreement(Claim a, Claim b) {
        return a.letters().equals(b.letters()) ? 1 : 0;
    }

    /** A heading may lack the mark between its two lines, which the other claims have. */
    private String bestWritten(Claim chosen) {
        for (var source : List.of(Source.SHARED, Source.DATA)) {
            for (var claim : claims) {
                if (chosen.source() == Source.HEADING
                        && claim.source() == source
                        && claim.letters().equals(chosen.letters())
                        && claim.text().length() >= chosen.text().length()) {
                    return claim.text();
                }
            }
        }
        return chosen.text();
    }

    /** The heading that another claim holds; else the first top heading that is not the site's name. */
    private String heading() {
        String first = "";
        String second = "";
        int seen = 0;
        for (var block : scan.blocks) {
            if (block.kind != Block.Kind.HEADING) {
                continue;
            }
            if (++seen > Reach.HEADLINES) {
                break;
            }
            boolean top = scan.tag(block.element).equals("h1");
            String text = block.text
                    .substring(0, Math.min(block.length(), LONGEST))
                    .replace('\n', ' ')
                    .strip();
            String letters = Letters.ofHeadline(text);
            if (letters.length() < SHORTEST || isSite(letters)) {
                continue;
            }
            for (var claim : claims) {
                boolean held = letters.length() > 8 && claim.letters().contains(letters);
                if (held && top) {
                    return text;
                }
                if (held
                        && second.isEmpty()
                        && letters.length() * 2 > claim.letters().length()) {
                    second = text;
                }
            }
            if (first.isEmpty() && top) {
                first = text;
            }
        }
        return second.isEmpty() ? first : second;
    }

    private boolean isSite(String letters) {
        return !letters.isEmpty() && (letters.equals(siteLetters) || letters.equals(label));
    }

    /** Cuts the site's name off the end or the start of a title. */
    String withoutSite(String title) {
        String text = title;
        for (int round = 0; round < 3; round++) {
            String shorter = cut(text);
            if (shorter.equals(text)) {
                return text;
            }
            text = shorter;
        }
        return text;
    }

    private String cut(String title) {
        Matcher m = SiteName.SEPARATOR.matcher(title);
        int firstStart = -1;
        int firstEnd = -1;
        int lastStart = -1;
        int lastEnd = -1;
        while (m.find()) {
            if (firstStart < 0) {
                firstStart = m.start();
                firstEnd = m.end();
            }
            lastStart = m.start();
            lastEnd = m.end();
        }
        if (lastStart <= 0) {
            return title;
        }
        String tail = title.substring(lastEnd);
        if (namesSite(Letters.ofName(tail))) {
            return title.substring(0, lastStart).strip();
        }
        if (namesSite(Letters.ofName(title.substring(0, firstStart)))) {
            return title.substring(firstEnd).strip();
        }
        boolean bar = title.substring(lastStart, lastEnd).contains("|");
        boolean unknown = tail.length() < LONGEST_UNKNOWN_SITE && lastStart > SHORTEST_REST;
        return unknown && (bar || siteLetters.isEmpty())
                ? title.substring(0, lastStart).strip()
                : title;
    }

    private boolean namesSite(String letters) {
        return alike(letters, siteLetters) || alike(letters, label);
    }

    private static boolean alike(String a, String b) {
        return !a.isEmpty()
                && b.length() > 1
                && (a.equals(b) || (a.contains(b) && b.length() > 2) || (b.contains(a) && a.length() > 2));
    }
}
