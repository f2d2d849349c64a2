package sentinel.producers.revisit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import sentinel.contract.message.Hints;
import sentinel.contract.url.UrlIdentity;
import sentinel.producers.gate.Discovery;
import sentinel.producers.gate.Revisit;

/**
 * An article whose visits are planned, as Redis keeps it.
 *
 * @param visitedAt when its last visit was announced, or its page was read
 * @param isCounted whether its site's edits count it already
 */
record Plan(StoredArticle article, Instant visitedAt, boolean isCounted) {

    /** By then most of an article's edits are made. */
    private static final Duration SETTLED = Duration.ofDays(1);

    Plan {
        requireNonNull(article, "article");
        requireNonNull(visitedAt, "visited at");
    }

    static Plan first(StoredArticle article) {
        return new Plan(article, article.readAt(), false);
    }

    String id() {
        return article.id();
    }

    /** The registered domain of its URL. */
    String site() {
        return UrlIdentity.registeredDomain(article.url()).orElse(article.sourceName());
    }

    /** The same plan with newer facts. */
    Plan with(StoredArticle newer) {
        var read = newer.readAt();
        return new Plan(newer, read.isAfter(visitedAt) ? read : visitedAt, isCounted);
    }

    Plan visited(Instant at) {
        return new Plan(article, at, isCounted);
    }

    Plan counted() {
        return new Plan(article, visitedAt, true);
    }

    /** Whether its site's edits should count it: a younger article may still be edited. */
    boolean isSettled() {
        return !visitedAt.isBefore(article.bornAt().plus(SETTLED));
    }

    /** What the policy goes by. */
    RevisitPolicy.Known known(double share) {
        return new RevisitPolicy.Known(
                article.bornAt(),
                visitedAt,
                article.edits(),
                article.editedAt(),
                article.names(),
                share,
                article.isGone());
    }

    /** What is announced; empty when the URL is none that could be fetched. */
    Optional<Revisit> revisit(Instant now) {
        var hints = new Hints(
                article.title(),
                null,
                null,
                null,
                null,
                null,
                Hints.NONE.themes(),
                Hints.NONE.persons(),
                Hints.NONE.organisations());
        return Discovery.of(
                        article.url(),
                        article.source(),
                        article.sourceName(),
                        article.recordId(),
                        article.published(),
                        now,
                        hints)
                .map(found -> new Revisit(found, article.normalizedUrl()));
    }
}
