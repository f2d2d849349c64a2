package sentinel.web;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sentinel.config.Env;

/**
 * Private hosts that the operator allows. Read from {@code SENTINEL_ALLOW_PRIVATE_HOSTS}: {@code false}; {@code true}
 * or {@code all} (every private address, but never link-local, multicast or reserved ones); or a comma-separated list
 * of {@code host}, {@code host:port}, address, and CIDR.
 */
public record AllowedHosts(boolean everyPrivate, List<Entry> entries) {

    public static final AllowedHosts NONE = new AllowedHosts(false, List.of());
    public static final AllowedHosts EVERY_PRIVATE = new AllowedHosts(true, List.of());
    private static final String SETTING = "SENTINEL_ALLOW_PRIVATE_HOSTS";
    private static final int ANY_PORT = -1;

    public AllowedHosts {
        entries = List.copyOf(entries);
    }

    /**
     * One host of the list.
     *
     * @param name lower case; null when {@code range} is given
     * @param range null when {@code name} is given
     */
    public record Entry(@Nullable String name, @Nullable AddressRange range, int port) {
        private boolean fits(String host, int wantedPort, @Nullable InetAddress address) {
            boolean fitsPort = port == ANY_PORT || wantedPort == ANY_PORT || port == wantedPort;
            return fitsPort && (range == null ? host.equals(name) : address != null && range.contains(address));
        }
    }

    /** Reads the operator's setting; reports an invalid one. */
    public static AllowedHosts from(Env env) {
        try {
            return parse(env.string(SETTING, "false"));
        } catch (IllegalArgumentException e) {
            env.problem(
                    SETTING,
                    "names '" + e.getMessage()
                            + "'; expected true, false, or a list of host, host:port, address or CIDR");
            return NONE;
        }
    }

    /** A copy with one more host and port, whatever the host's addresses are. */
    public AllowedHosts and(String host, int port) {
        var more = new ArrayList<>(entries);
        more.add(new Entry(canonical(host), null, port));
        return new AllowedHosts(everyPrivate, more);
    }

    /** @throws IllegalArgumentException with the invalid entry as its message */
    public static AllowedHosts parse(String text) {
        switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "", "false", "no", "off", "0" -> {
                return NONE;
            }
            case "true", "all", "yes", "on", "1" -> {
                return EVERY_PRIVATE;
            }
            default -> {
                return new AllowedHosts(
                        false,
                        List.of(text.split(",", -1)).stream()
                                .map(String::strip)
                                .filter(s -> !s.isEmpty())
                                .map(AllowedHosts::entry)
                                .toList());
            }
        }
    }

    private static Entry entry(String raw) {
        String text = raw.toLowerCase(Locale.ROOT);
        var whole = AddressRange.parse(text);
        if (whole.isPresent()) {
            return new Entry(null, whole.get(), ANY_PORT);
        }
        int colon = text.lastIndexOf(':');
        String host = colon > text.lastIndexOf(']') ? text.substring(0, colon) : text;
        int port = ANY_PORT;
        if (host.length() < text.length()) {
            String digits = text.substring(colon + 1);
            if (!digits.matches("\\d{1,5}")) {
                throw new IllegalArgumentException(raw);
            }
            port = Integer.parseInt(digits);
        }
        var range = AddressRange.parse(host);
        if (range.isPresent()) {
            return new Entry(null, range.get(), port);
        }
        if (!host.matches("[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?") || HostLiteral.isDisguised(host)) {
            throw new IllegalArgumentException(raw);
        }
        return new Entry(host, null, port);
    }

    /** Whether this address, reached by this host name, is allowed although it is not public. */
    public boolean allows(String host, int port, InetAddress address) {
        if (everyPrivate && AddressKind.of(address) == AddressKind.PRIVATE) {
            return true;
        }
        String name = canonical(host);
        return entries.stream().anyMatch(e -> e.fits(name, port, address));
    }

    /** Like {@link #allows(String, int, InetAddress)}, before the port is known; the port is checked separately. */
    boolean allowsOnSomePort(String host, InetAddress address) {
        return allows(host, ANY_PORT, address);
    }

    /**
     * Whether this host belongs to the operator, as far as can be decided without DNS: it is in the list, or all private
     * hosts are allowed and it is a private address or a name of a local network.
     */
    public boolean isOwn(String host, int port) {
        String name = canonical(host);
        Optional<InetAddress> literal = HostLiteral.parse(name);
        if (everyPrivate) {
            return literal.map(a -> AddressKind.of(a) == AddressKind.PRIVATE)
                    .orElseGet(
                            () -> name.indexOf('.') < 0 || name.endsWith(".localhost") || name.endsWith(".internal"));
        }
        return entries.stream().anyMatch(e -> e.fits(name, port, literal.orElse(null)));
    }

    private static String canonical(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
