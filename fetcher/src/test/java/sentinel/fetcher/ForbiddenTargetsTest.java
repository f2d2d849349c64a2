package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.common.config.ConfigException;
import sentinel.common.config.Env;
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;
import sentinel.fetcher.FetchResult.Kind;

/** No link of a stranger leads into the operator's network, however it is written and whatever DNS says. */
class ForbiddenTargetsTest {

    /** Names that answer with addresses of our choice. */
    private static final Map<String, List<String>> NAMES = Map.ofEntries(
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
            Map.entry("public.example.com", List.of("93.184.216.34")));

    private static final List<String> LOOKED_UP = new ArrayList<>();
    private static final Dns FAKE_DNS = host -> {
        synchronized (LOOKED_UP) {
            LOOKED_UP.add(host);
        }
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

    private static FakeWeb web;
    private static PageFetcher strict;

    @BeforeAll
    static void start() throws Exception {
        web = new FakeWeb();
        web.page("/", FakeWeb.article("Inside", "Nobody"));
        strict = fetcher("false");
    }

    @AfterAll
    static void stop() {
        strict.close();
        web.close();
    }

    private static PageFetcher fetcher(String allowed) {
        var config = Env.read(
                Map.of(
                        "SENTINEL_ALLOW_PRIVATE_HOSTS", allowed,
                        "SENTINEL_HOST_GAP", "0s",
                        "SENTINEL_ROBOTS", "false",
                        "SENTINEL_FETCH_CONNECT_TIMEOUT", "2s"),
                FetcherConfig::from);
        return new PageFetcher(config, FAKE_DNS, Clock.systemUTC());
    }

    private static FetchResult fetch(PageFetcher pages, String url) throws Exception {
        return pages.fetch(url, true).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
            })
    void given_aLinkThatLeadsInside_when_fetched_then_itIsRefusedForGood(String url) throws Exception {
        int before = web.hits("/");

        var result = fetch(strict, url.replace("PORT", Integer.toString(web.port())));

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
            assertThat(failed.errorClass()).isIn("forbidden_target", "bad_url");
        });
        assertThat(web.hits("/")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "true, http://127.0.0.1:PORT/, true",
        "true, http://localhost:PORT/, true",
        "true, http://loopback.example.com:PORT/, true",
        "true, http://169.254.169.254/, false",
        "true, http://0.0.0.0:PORT/, false",
        "true, http://[fe80::1]/, false",
        "true, http://metadata.example.com/, false",
        "127.0.0.1, http://127.0.0.1:PORT/, true",
        "127.0.0.0/8, http://127.0.0.1:PORT/, true",
        "127.0.0.1:PORT, http://127.0.0.1:PORT/, true",
        "127.0.0.1:1, http://127.0.0.1:PORT/, false",
        "localhost, http://localhost:PORT/, true",
        "localhost, http://127.0.0.1:PORT/, false",
        "localhost:PORT, http://localhost:PORT/, true",
        "localhost:1, http://localhost:PORT/, false",
        "loopback.example.com, http://loopback.example.com:PORT/, true",
        "loopback.example.com, http://private.example.com/, false",
        "127.0.0.1, http://10.0.0.1/, false",
        "127.0.0.1, http://metadata.example.com/, false"
    })
    void given_hostsOfTheOperator_when_fetched_then_onlyTheseAreReached(String allowed, String url, boolean reached)
            throws Exception {
        String port = Integer.toString(web.port());
        try (var pages = fetcher(allowed.replace("PORT", port))) {
            var result = fetch(pages, url.replace("PORT", port));
            if (reached) {
                assertThat(result).isInstanceOf(Fetched.class);
            } else {
                assertThat(result).isInstanceOfSatisfying(Failed.class, f -> assertThat(f.errorClass())
                        .isEqualTo("forbidden_target"));
            }
        }
    }

    @Test
    void given_aNameThatAnswersPrivateTheSecondTime_when_connecting_then_itIsRefused() throws Exception {
        var guard = new TargetGuard(AllowedHosts.NONE, Set.of(80), new Dns() {
            private int asked;

            @Override
            public List<InetAddress> lookup(String host) throws UnknownHostException {
                return List.of(InetAddress.getByName(asked++ == 0 ? "93.184.216.34" : "127.0.0.1"));
            }
        });

        assertThat(guard.lookup("rebinding.example.com")).hasSize(1);
        assertThatThrownBy(() -> guard.lookup("rebinding.example.com")).isInstanceOf(ForbiddenTargetException.class);
    }

    @Test
    void given_aListThatNamesNonsense_when_read_then_theEntryIsNamed() {
        assertThatThrownBy(() -> fetcher("localhost, http://x"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_ALLOW_PRIVATE_HOSTS")
                .hasMessageContaining("http://x");
    }
}
