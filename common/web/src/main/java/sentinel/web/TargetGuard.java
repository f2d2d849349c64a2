package sentinel.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps links of third parties out of the operator's network (OWASP: server-side request forgery). It is the client's
 * DNS, so that a connection is made only to a checked address, whatever DNS answers the next time. It is also an
 * interceptor, which checks the URL of every hop before the connection: literal addresses (which never reach DNS),
 * credentials and ports.
 */
public final class TargetGuard implements Dns, Interceptor {

    /** Names of the clouds' metadata servers, in case DNS does not know them or lies. */
    private static final Set<String> METADATA_NAMES = Set.of(
            "metadata",
            "metadata.google.internal",
            "metadata.goog",
            "metadata.azure.internal",
            "metadata.tencentyun.com",
            "instance-data",
            "instance-data.ec2.internal");

    private final AllowedHosts allowed;
    private final Set<Integer> ports;
    private final Dns names;

    /** @param ports allowed for links of third parties; a host that is allowed by name may be reached on any port */
    public TargetGuard(AllowedHosts allowed, Set<Integer> ports, Dns names) {
        this.allowed = allowed;
        this.ports = Set.copyOf(ports);
        this.names = names;
    }

    /** The problem of a URL that can be detected without DNS; empty when there is none. */
    public Optional<String> problem(HttpUrl url) {
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            return Optional.of("credentials in the URL");
        }
        if (HostLiteral.isDisguised(url.host())) {
            return Optional.of("host " + url.host() + " is an address in disguise");
        }
        String name =
                url.host().endsWith(".") ? url.host().substring(0, url.host().length() - 1) : url.host();
        if (METADATA_NAMES.contains(name)) {
            return Optional.of("host " + url.host() + " is a cloud's metadata server");
        }
        var literal = HostLiteral.parse(url.host());
        if (literal.isPresent()) {
            return problem(url, List.of(literal.get()));
        }
        return Optional.empty();
    }

    private Optional<String> problem(HttpUrl url, List<InetAddress> addresses) {
        boolean isPublic = false;
        for (var address : addresses) {
            var kind = AddressKind.of(address);
            if (kind != AddressKind.PUBLIC && !allowed.allows(url.host(), url.port(), address)) {
                return Optional.of("host " + url.host() + " is a " + kind.name().toLowerCase(Locale.ROOT) + " address, "
                        + address.getHostAddress());
            }
            isPublic |= kind == AddressKind.PUBLIC;
        }
        if (isPublic && !ports.contains(url.port()) && !allowed.isOwn(url.host(), url.port())) {
            return Optional.of("port " + url.port() + " is not one of "
                    + ports.stream().sorted().toList());
        }
        return Optional.empty();
    }

    /** Addresses of a host. One forbidden address makes the whole name forbidden, because such a mixture is suspicious. */
    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        var addresses = names.lookup(hostname);
        for (var address : addresses) {
            if (AddressKind.of(address) != AddressKind.PUBLIC && !allowed.allowsOnSomePort(hostname, address)) {
                throw new ForbiddenTargetException(
                        "host " + hostname + " has a forbidden address, " + address.getHostAddress());
            }
        }
        return addresses;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var url = chain.request().url();
        var problem = problem(url);
        if (problem.isEmpty() && HostLiteral.parse(url.host()).isEmpty()) {
            problem = problem(url, lookup(url.host()));
        }
        if (problem.isPresent()) {
            throw new ForbiddenTargetException(problem.get());
        }
        return chain.proceed(chain.request());
    }
}
