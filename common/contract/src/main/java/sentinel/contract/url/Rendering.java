package sentinel.contract.url;

import java.util.Locale;
import java.util.Set;

/** Parameters that ask for another form of the same page: its AMP form, its form for printing, all of it on one page. */
final class Rendering {

    private static final Set<String> FLAGS = Set.of(
            "amp",
            "_amp",
            "isamp",
            "wpamp",
            "amphtml",
            "noamp",
            "nonamp",
            "print",
            "printable",
            "printview",
            "printpage",
            "printmode",
            "printer",
            "printfriendly",
            "printerfriendly",
            "printer_friendly",
            "printer-friendly",
            "printpagedarticle");

    /** On or off: either way it is the page. */
    private static final Set<String> SWITCHED =
            Set.of("", "1", "true", "yes", "y", "on", "amp", "mobile", "available", "0", "false", "no", "off");

    private static final Set<String> NAMES_OF_FORMS = Set.of(
            "output",
            "outputtype",
            "format",
            "mode",
            "view",
            "type",
            "render",
            "layout",
            "template",
            "version",
            "variant",
            "display",
            "action",
            "marfeeltn");

    private static final Set<String> FORMS = Set.of("amp", "print", "printable", "printview", "printer");

    /** {@code name=value} of single programs: The New York Times's pages, Joomla's page without its frame. */
    private static final Set<String> OTHER = Set.of("pagewanted=print", "pagewanted=all", "tmpl=component");

    private Rendering() {}

    static boolean isForm(String parameter, String value) {
        String name = parameter.toLowerCase(Locale.ROOT);
        String asked = value.toLowerCase(Locale.ROOT);
        return (FLAGS.contains(name) && SWITCHED.contains(asked))
                || (NAMES_OF_FORMS.contains(name) && FORMS.contains(asked))
                || OTHER.contains(name + "=" + asked);
    }
}
