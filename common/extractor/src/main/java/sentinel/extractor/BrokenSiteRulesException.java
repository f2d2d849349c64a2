package sentinel.extractor;

import java.util.List;

/** Invalid site rules. The message contains every problem with its line, on one line. */
public final class BrokenSiteRulesException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenSiteRulesException(List<String> problems) {
        super(String.join("; ", problems));
    }
}
