package sentinel.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** What an address is for, by the IANA special-purpose registries (RFC 6890 and its updates). */
enum AddressKind {
    /** Reachable by everyone, so a stranger's link may name it. */
    PUBLIC,
    /** Loopback, RFC 1918, unique local, carrier-grade NAT: an operator may let the fetcher in. */
    PRIVATE,
    /** Link-local (cloud metadata lives there), multicast, unspecified, reserved, documentation, and IPv6 forms that hide an IPv4 address. */
    FORBIDDEN;

    private static final List<AddressRange> PRIVATE_RANGES = ranges(
            "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7");
    private static final List<AddressRange> FORBIDDEN_RANGES = ranges(
            "0.0.0.0/8",
            "100.100.100.200/32", // metadata of Alibaba Cloud, inside the carrier-grade range
            "169.254.0.0/16",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "fd00:ec2::/32", // metadata of AWS, inside the unique local range
            "2001::/23", // Teredo, ORCHID, benchmarking
            "2001:db8::/32",
            "2002::/16", // 6to4
            "3fff::/20");
    private static final AddressRange GLOBAL_UNICAST = ranges("2000::/3").get(0);

    static AddressKind of(InetAddress address) {
        if (FORBIDDEN_RANGES.stream().anyMatch(r -> r.contains(address))) {
            return FORBIDDEN;
        }
        if (PRIVATE_RANGES.stream().anyMatch(r -> r.contains(address))) {
            return PRIVATE;
        }
        // All of IPv6 outside 2000::/3 is unassigned, local or a translation of IPv4 (64:ff9b::/96, ::a.b.c.d).
        return address instanceof Inet6Address && !GLOBAL_UNICAST.contains(address) ? FORBIDDEN : PUBLIC;
    }

    private static List<AddressRange> ranges(String... texts) {
        return List.of(texts).stream()
                .map(t -> AddressRange.parse(t).orElseThrow())
                .toList();
    }
}
