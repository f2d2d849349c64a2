package sentinel.producers.feeds;

import com.rometools.rome.io.SAXBuilder;
import com.rometools.rome.io.WireFeedInput;
import java.util.Locale;

/**
 * ROME's reader for strangers' documents: no DOCTYPE, and no deep nesting. JDOM looks at all ancestors of each element it
 * adds, so that a few megabytes of nested tags would take it hours.
 */
final class BoundedFeedInput extends WireFeedInput {

    /** Feeds have about five levels, and XHTML in Atom a few dozen more. */
    private static final String DEEPEST = "256";

    private static final String DEPTH_LIMIT = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";

    BoundedFeedInput() {
        super(false, Locale.US); // dates are English, wherever we run
        setAllowDoctypes(false);
    }

    @Override
    protected SAXBuilder createSAXBuilder() {
        var builder = super.createSAXBuilder();
        builder.setProperty(DEPTH_LIMIT, DEEPEST);
        return builder;
    }
}
