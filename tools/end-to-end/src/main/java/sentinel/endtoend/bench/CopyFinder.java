package sentinel.endtoend.bench;

import java.time.Clock;
import java.util.Optional;
import sentinel.parser.copies.CopyIndex;
import sentinel.parser.copies.Document;
import sentinel.parser.copies.Original;
import sentinel.simulator.wire.WirePage;

/** A way to find the original of a copy. */
interface CopyFinder {

    /** URL of the page that this one copies. Keeps the page when there is none. */
    Optional<String> findOrAdd(WirePage page, String contentHash);

    /** The parser's. */
    static CopyFinder ofParser(int documents) {
        var index = new CopyIndex(documents, CopyIndex.DEFAULT_TIME, Clock.systemUTC());
        return (page, contentHash) -> {
            var document = Document.of(page.url(), contentHash, page.text());
            var found = index.find(document);
            if (found.isEmpty()) {
                index.add(document, new Original(page.url(), contentHash));
            }
            return found.map(Original::normalizedUrl);
        };
    }
}
