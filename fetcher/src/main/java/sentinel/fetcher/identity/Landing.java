package sentinel.fetcher.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.url.UrlIdentity;
import sentinel.extractor.HeadlineWords;

/** Recognises links to old articles that lead to the front page now, or to the section that the article stood in. */
public final class Landing {

    /** {@code /en}, {@code /pt-br}: where a site begins for some of its readers. */
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}(?:[-_][a-z]{2})?");

    private Landing() {}

    /**
     * Whether the page at the end is another one than what was announced.
     *
     * @param finalUrl where the redirects ended
     * @param headline of the page there, or null
     */
    public static boolean isElsewhere(ArticleFound found, String finalUrl, @Nullable String headline) {
        var announced = UrlIdentity.normalize(found.url()).map(PageAddress::of);
        var end = UrlIdentity.normalize(finalUrl).map(PageAddress::of);
        if (announced.isEmpty() || end.isEmpty() || isFront(announced.get())) {
            return false;
        }
        var title = HeadlineWords.of(found.title());
        var words = HeadlineWords.of(headline);
        if (isFront(end.get())) { // a story may have a site of its own, and then it has its headline
            return !(title.size() > 1 && title.resembles(words));
        }
        boolean section = end.get().parameters().isEmpty() && end.get().isAbove(announced.get());
        return section && title.size() > 1 && title.shared(words) == 0;
    }

    private static boolean isFront(PageAddress page) {
        boolean language = page.segments().size() == 1
                && LANGUAGE.matcher(page.segments().get(0)).matches();
        return page.parameters().isEmpty() && (page.segments().isEmpty() || language);
    }
}
