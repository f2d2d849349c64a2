package sentinel.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises hosts that are addresses rather than names, without asking DNS. */
public final class HostLiteral {

    private static final Pattern DOTTED_DECIMAL =
            Pattern.compile("(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*");
    private static final Pattern NUMERIC_LABEL = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");

    private HostLiteral() {}

    /** The address of an ordinary literal: dotted decimal, or IPv6 without brackets. */
    public static Optional<InetAddress> parse(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (!IPV6.matcher(lower).matches() && !isDottedDecimal(lower)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(lower)); // a literal: no look-up
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a browser would read this host as an IPv4 address although it is not written as one: {@code 2130706433},
     * {@code 0x7f.1}, {@code 0177.0.0.1} (WHATWG URL, "ends in a number"). Legitimate links do not do this.
     */
    static boolean isDisguised(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String last = name.substring(name.lastIndexOf('.') + 1);
        return NUMERIC_LABEL.matcher(last).matches() && !isDottedDecimal(host);
    }

    private static boolean isDottedDecimal(String host) {
        var match = DOTTED_DECIMAL.matcher(host);
        if (!match.matches()) {
            return false;
        }
        for (int i = 1; i <= 4; i++) {
            if (Integer.parseInt(match.group(i)) > 255) {
                return false;
            }
        }
        return true;
    }
}
