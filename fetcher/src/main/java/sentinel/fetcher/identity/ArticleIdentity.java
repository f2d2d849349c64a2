package sentinel.fetcher.identity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sentinel.contract.url.UrlIdentity;
import sentinel.extractor.HeadlineWords;
import sentinel.fetcher.identity.CanonicalLink.Worth;

/**
 * Which article a page is: its canonical link where that can be believed, else the address it was found at.
 *
 * @param own identity of the address
 * @param claimed identity of the canonical link, or null
 * @param headline of the page
 */
public record ArticleIdentity(String own, @Nullable String claimed, Worth worth, HeadlineWords headline) {

    public ArticleIdentity {
        requireNonNull(own, "own");
        requireNonNull(worth, "worth");
        requireNonNull(headline, "headline");
    }

    /**
     * The identity of a page; empty when its address has none.
     *
     * @param finalUrl where the redirects ended
     * @param canonicalUrl the page's claim, or null
     * @param headline of the page, or null
     */
    public static Optional<ArticleIdentity> of(
            String finalUrl, @Nullable String canonicalUrl, @Nullable String headline) {
        var words = HeadlineWords.of(headline);
        return UrlIdentity.normalize(finalUrl).map(own -> {
            String claimed = UrlIdentity.normalize(canonicalUrl).orElse(null);
            return new ArticleIdentity(
                    own, claimed, CanonicalLink.judge(finalUrl, canonicalUrl, own, claimed, words), words);
        });
    }

    /** The claim of a page whose worth is not {@link Worth#NONE}. */
    String theClaim() {
        return requireNonNull(claimed, "a link that is worth something");
    }

    /** What the page alone tells: a link that nothing speaks against is believed. */
    public String alone() {
        return isSure() ? sure() : theClaim();
    }

    /**
     * Whether the page can still be a stored article, whatever its headline is now: it claims to be it, or it stands at that address and
     * makes no claim that fits.
     */
    public boolean isStill(String stored) {
        return stored.equals(claimed) || (stored.equals(own) && worth != Worth.FITS);
    }

    /** Whether the page alone tells what it is known by. */
    public boolean isSure() {
        return worth != Worth.UNKNOWN;
    }

    /** What it is known by, when that {@link #isSure}. */
    public String sure() {
        return worth == Worth.FITS ? theClaim() : own;
    }
}
