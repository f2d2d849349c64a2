package sentinel.parser;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import sentinel.common.message.BronzeArticle;
import sentinel.common.message.PageFetched;
import sentinel.parser.provider.Cut;
import sentinel.parser.provider.Extraction;
import sentinel.parser.provider.Grounding;
import sentinel.parser.provider.Outcome.Extracted;

/**
 * Makes the record of an article from its page and what a provider claims of it. The page's own facts win over every
 * claim; a claim that the page does not support is dropped; the announcement (feed, GKG) fills in where the page is
 * silent.
 */
final class ArticleAssembly {

    /** A date later than this after the fetch is a mistake, not an embargo. */
    private static final Duration FUTURE = Duration.ofDays(1);

    static final int MAX_TITLE_CHARS = 500;
    static final int MAX_AUTHOR_CHARS = 300;
    static final int MAX_SUMMARY_CHARS = 1000;
    static final int MAX_NAME_CHARS = 100;
    static final int MAX_NAMES = 30;

    private final Clock clock;

    ArticleAssembly(Clock clock) {
        this.clock = clock;
    }

    BronzeArticle assemble(PageFetched page, Extracted extracted) {
        var claims = extracted.extraction();
        var origin = extracted.origin();
        var grounding = new Grounding(page.language(), pageTitle(page), page.text());
        var tally = new Tally();

        String title = first(
                MAX_TITLE_CHARS, pageTitle(page), page.title(), page.hints().title(), claims.title());
        String author = author(page, claims, grounding, tally);
        Instant publishDate = publishDate(page, claims, grounding, tally);
        var companies = supported(claims.companies(), grounding, tally);
        var people = supported(claims.people(), grounding, tally);
        var topics = distinct(
                claims.topics().stream().map(t -> t.toLowerCase(Locale.ROOT)).toList());
        String summary = first(MAX_SUMMARY_CHARS, claims.summary());

        double completeness = DataValueScore.completeness(
                title != null,
                author != null,
                publishDate != null,
                page.text().length(),
                summary != null,
                claims.sentiment() != null,
                !(companies.isEmpty() && people.isEmpty() && topics.isEmpty()));
        double score = DataValueScore.of(
                DataValueScore.freshness(publishDate, page.fetchTimestamp()),
                completeness,
                DataValueScore.accuracy(tally.grounded, tally.claimed));

        return new BronzeArticle(
                BronzeArticle.SCHEMA_VERSION,
                page.url(),
                page.normalizedUrl(),
                page.discoveredNormalizedUrl(),
                page.finalUrl(),
                page.source(),
                page.sourceName(),
                page.recordId(),
                title,
                author,
                publishDate,
                page.text(),
                summary,
                claims.sentiment() == null ? null : claims.sentiment().id(),
                claims.sentimentScore(),
                companies,
                people,
                topics,
                first(MAX_NAME_CHARS, page.page().siteName(), page.hints().siteName()),
                page.page().leadImage(),
                first(MAX_NAME_CHARS, page.language(), page.hints().language()),
                page.contentHash(),
                score,
                page.discoveredAt(),
                page.fetchTimestamp(),
                clock.instant(),
                origin.provider(),
                origin.model(),
                origin.promptVersion(),
                origin.inputTokens(),
                origin.outputTokens(),
                origin.costUsd());
    }

    /** What this page says, else what its text supports of the claim, else what the announcement says. */
    private static String author(PageFetched page, Extraction claims, Grounding grounding, Tally tally) {
        String ofPage =
                first(MAX_AUTHOR_CHARS, String.join(", ", distinct(page.page().authors())));
        if (ofPage != null) {
            tally.count(true);
            return ofPage;
        }
        String claimed = first(MAX_AUTHOR_CHARS, claims.author());
        if (claimed != null && tally.count(mentionsAll(grounding, claimed))) {
            return claimed;
        }
        return first(MAX_AUTHOR_CHARS, page.hints().author());
    }

    private static boolean mentionsAll(Grounding grounding, String authors) {
        for (String author : authors.split(",", -1)) {
            if (!author.isBlank() && !grounding.mentions(author)) {
                return false;
            }
        }
        return true;
    }

    private static Instant publishDate(PageFetched page, Extraction claims, Grounding grounding, Tally tally) {
        if (credible(page.page().publishDate(), page)) {
            tally.count(true);
            return page.page().publishDate();
        }
        if (credible(page.published(), page)) {
            return page.published();
        }
        boolean claimed = credible(claims.publishDate(), page);
        return claimed && tally.count(grounding.mentionsDay(claims.publishDate())) ? claims.publishDate() : null;
    }

    private static boolean credible(Instant date, PageFetched page) {
        return date != null && date.isBefore(page.fetchTimestamp().plus(FUTURE));
    }

    private static List<String> supported(List<String> names, Grounding grounding, Tally tally) {
        return distinct(names).stream()
                .filter(name -> tally.count(grounding.mentions(name)))
                .toList();
    }

    /** Trimmed, without blanks and repetitions (whatever their case), at most {@link #MAX_NAMES}. */
    private static List<String> distinct(List<String> names) {
        var byKey = new LinkedHashMap<String, String>();
        for (var name : names) {
            String trimmed = first(MAX_NAME_CHARS, name);
            if (trimmed != null && byKey.size() < MAX_NAMES) {
                byKey.putIfAbsent(trimmed.toLowerCase(Locale.ROOT), trimmed);
            }
        }
        return new ArrayList<>(byKey.values());
    }

    private static String pageTitle(PageFetched page) {
        return page.page().title();
    }

    /** The first that is not blank, its white space collapsed, cut to {@code max} characters; null when none is. */
    private static String first(int max, String... candidates) {
        for (var candidate : candidates) {
            String text = candidate == null ? "" : collapse(candidate);
            if (!text.isEmpty()) {
                return Cut.at(text, max);
            }
        }
        return null;
    }

    private static String collapse(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
            if (!blank) {
                out.append(c);
            } else if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString().strip();
    }

    /** Counts the claims, and those that the page supports. */
    private static final class Tally {
        private int claimed;
        private int grounded;

        boolean count(boolean supported) {
            claimed++;
            grounded += supported ? 1 : 0;
            return supported;
        }
    }
}
