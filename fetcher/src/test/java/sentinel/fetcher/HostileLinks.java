package sentinel.fetcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.Dns;

/** Links and names of those who want to reach the operator's network through the fetcher. */
final class HostileLinks {

    static final String PUBLIC = "93.184.216.34";

    static final String PUBLIC_SIX = "2606:2800:220:1:248:1893:25c8:1946";

    /** Names that answer with addresses of our choice. */
    static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("loopback.example.com", List.of("127.0.0.1")),
            Map.entry("private.example.com", List.of("10.1.2.3")),
            Map.entry("mixed.example.com", List.of("93.184.216.34", "192.168.1.1")),
            Map.entry("metadata.example.com", List.of("169.254.169.254")),
            Map.entry("six.example.com", List.of("::1")),
            Map.entry("ula.example.com", List.of("fd12:3456::1")),
            Map.entry("mapped.example.com", List.of("::ffff:10.0.0.1")),
            Map.entry("nat64.example.com", List.of("64:ff9b::a00:1")),
            Map.entry("sixtofour.example.com", List.of("2002:a00:1::1")),
            Map.entry("cgnat.example.com", List.of("100.64.3.4")),
            Map.entry("zero.example.com", List.of("0.0.0.0")),
            Map.entry("multicast.example.com", List.of("224.0.0.251")),
            Map.entry("localhost", List.of("127.0.0.1", "::1")),
            Map.entry("localhost.", List.of("127.0.0.1")),
            Map.entry("documentation.example.com", List.of("192.0.2.7")),
            Map.entry("benchmark.example.com", List.of("198.19.255.255")),
            Map.entry("reserved.example.com", List.of("255.255.255.255")),
            Map.entry("sitelocal.example.com", List.of("fec0::1")),
            Map.entry("teredo.example.com", List.of("2001:0:4136:e378:8000:63bf:f5ff:fffe")),
            Map.entry("mixedsix.example.com", List.of("2606:2800:220:1:248:1893:25c8:1946", "::ffff:192.168.0.1")),
            Map.entry("metadata.goog", List.of(PUBLIC)),
            Map.entry("metadata.google.internal", List.of(PUBLIC)),
            Map.entry("xn--bcher-kva.example", List.of(PUBLIC)),
            Map.entry("public.example.com", List.of(PUBLIC)));

    static final Dns FAKE_DNS = host -> {
        var texts = NAMES.get(host);
        if (texts == null) {
            throw new UnknownHostException(host);
        }
        var addresses = new ArrayList<InetAddress>();
        for (var text : texts) {
            addresses.add(InetAddress.getByName(text));
        }
        return addresses;
    };

    private HostileLinks() {}

    /** Links that lead inside, in all the ways that they can be written; some to this port. */
    static Stream<String> inside(int port) {
        return Stream.of(
                        "http://127.0.0.1/",
                        "http://127.0.0.1:PORT/",
                        "http://127.1.2.3/",
                        "http://127.255.255.254/",
                        "http://localhost/",
                        "http://localhost:PORT/",
                        "http://LOCALHOST:PORT/",
                        "http://localhost./",
                        "http://0.0.0.0/",
                        "http://0.0.0.0:PORT/",
                        "http://0/",
                        "http://10.0.0.1/",
                        "http://10.255.255.255/",
                        "http://172.16.0.1/",
                        "http://172.31.255.255/",
                        "http://192.168.0.1/",
                        "http://192.168.255.255/",
                        "http://100.64.0.1/",
                        "http://100.127.255.255/",
                        "http://100.100.100.200/latest/meta-data/",
                        "http://169.254.169.254/latest/meta-data/",
                        "http://169.254.0.1/",
                        "http://192.0.0.192/",
                        "http://192.0.2.1/",
                        "http://198.18.0.1/",
                        "http://198.51.100.7/",
                        "http://203.0.113.9/",
                        "http://224.0.0.1/",
                        "http://239.255.255.250/",
                        "http://240.0.0.1/",
                        "http://255.255.255.255/",
                        "http://2130706433/",
                        "http://0x7f000001/",
                        "http://0x7f.0.0.1/",
                        "http://0x7f.1/",
                        "http://0177.0.0.1/",
                        "http://017700000001/",
                        "http://127.1/",
                        "http://127.0.1/",
                        "http://3232235521/",
                        "http://0xA9FEA9FE/",
                        "http://%31%32%37.0.0.1/",
                        "http://127。0。0。1/",
                        "http://１２７.0.0.1/",
                        "http://①②⑦.⓪.⓪.①/",
                        "http://[::1]/",
                        "http://[::1]:PORT/",
                        "http://[::]/",
                        "http://[0:0:0:0:0:0:0:1]/",
                        "http://[::ffff:127.0.0.1]/",
                        "http://[::ffff:7f00:1]/",
                        "http://[::ffff:169.254.169.254]/",
                        "http://[::127.0.0.1]/",
                        "http://[64:ff9b::7f00:1]/",
                        "http://[64:ff9b:1::1]/",
                        "http://[2002:7f00:1::]/",
                        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
                        "http://[2001:db8::1]/",
                        "http://[fc00::1]/",
                        "http://[fd00:ec2::254]/latest/meta-data/",
                        "http://[fe80::1]/",
                        "http://[ff02::1]/",
                        "http://loopback.example.com/",
                        "http://private.example.com/",
                        "http://mixed.example.com/",
                        "http://metadata.example.com/",
                        "http://six.example.com/",
                        "http://ula.example.com/",
                        "http://mapped.example.com/",
                        "http://nat64.example.com/",
                        "http://sixtofour.example.com/",
                        "http://cgnat.example.com/",
                        "http://zero.example.com/",
                        "http://multicast.example.com/",
                        "http://user:secret@public.example.com/",
                        "http://public.example.com@127.0.0.1/",
                        "http://127.0.0.1#@public.example.com/",
                        "http://127.0.0.1\\@public.example.com/",
                        "http://public.example.com:22/",
                        "http://public.example.com:6379/",
                        "http://public.example.com:9092/",
                        "http://93.184.216.34:25/",
                        "file:///etc/passwd",
                        "ftp://public.example.com/file",
                        "gopher://127.0.0.1:6379/_FLUSHALL",
                        "jar:http://public.example.com/a.jar!/",
                        "data:text/html,<p>x",
                        "javascript:alert(1)",
                        "//127.0.0.1/",
                        "",
                        "http://127.0.0.1./",
                        "http://127.0.0.1.:PORT/",
                        "https://10.0.0.1/",
                        "http://192.88.99.1/",
                        "http://0x7f000001./",
                        "http://0x7f.0x0.0x0.0x1/",
                        "http://0300.0250.0.1/",
                        "http://[::ffff:0:127.0.0.1]/",
                        "http://[::ffff:100.64.0.1]/",
                        "http://[::10.0.0.1]/",
                        "http://[64:ff9b:1:ffff::10.0.0.1]/",
                        "http://[fec0::1]/",
                        "http://[feb0::1]/",
                        "http://[fd12:3456:789a::1]/",
                        "http://[2001:20::1]/",
                        "http://[3fff::1]/",
                        "http://[fe80::1%25eth0]/",
                        "http://metadata.google.internal/computeMetadata/v1/",
                        "http://METADATA.google.internal./",
                        "http://metadata.goog/",
                        "http://metadata/",
                        "http://instance-data/latest/",
                        "http://documentation.example.com/",
                        "http://benchmark.example.com/",
                        "http://reserved.example.com/",
                        "http://sitelocal.example.com/",
                        "http://teredo.example.com/",
                        "http://mixedsix.example.com/",
                        "http://MIXED.example.com/",
                        "http://127.0.0.1%2f@public.example.com/",
                        "https://public.example.com:6443/",
                        "http://public.example.com:0/",
                        "ws://public.example.com/",
                        "ldap://127.0.0.1/",
                        "dict://127.0.0.1:11211/stat")
                .map(url -> url.replace("PORT", Integer.toString(port)));
    }
}
