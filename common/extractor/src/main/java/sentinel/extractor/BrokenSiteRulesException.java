package sentinel.extractor;

import java.util.List;

/** Site rules that cannot be used. The message holds every problem with its line, on one line. */
public final class BrokenSiteRulesException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenSiteRulesException(List<String> problems) {
        super(String.join("; ", problems));
    }
}
