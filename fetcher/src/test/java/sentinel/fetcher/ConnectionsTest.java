package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.config.Env;
import sentinel.fetcher.Failure.Kind;
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;
import sentinel.fixture.FakeWeb;
import sentinel.service.run.Scope;
import sentinel.web.turns.SharedGap;

/** Hosts are not dialled anew for each page, and are spoken to in HTTP/2 where they can. */
class ConnectionsTest {

    private static final String PAGE = FakeWeb.article("Rain", "Nobody");
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

    private final Scope scope = new Scope();

    @AfterEach
    void stop() throws Exception {
        scope.close();
    }

    private static HandshakeCertificates server() {
        return new HandshakeCertificates.Builder().heldCertificate(CERTIFICATE).build();
    }

    private static OkHttpClient trusting() {
        var trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(CERTIFICATE.certificate())
                .build();
        return new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .build();
    }

    private PageFetcher fetcher(OkHttpClient base) {
        var config = Env.read(Map.of("SENTINEL_ALLOW_PRIVATE_HOSTS", "127.0.0.1"), FetcherConfig::from);
        return scope.add(new PageFetcher(config, Dns.SYSTEM, Clock.systemUTC(), SharedGap.NONE, base));
    }

    private static FetchResult<WebPage> await(CompletionStage<FetchResult<WebPage>> result) throws Exception {
        return result.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void given_manyPagesOfOneHost_when_fetchedOneByOne_then_oneConnectionCarriesThem() throws Exception {
        var web = scope.add(new FakeWeb());
        var pages = fetcher(new OkHttpClient());
        for (int i = 0; i < 10; i++) {
            web.page("/a" + i, PAGE);
            assertThat(await(pages.page(web.url("/a" + i)))).isInstanceOf(Fetched.class);
        }
        web.bytes("/picture", "image/png", new byte[10_000]); // not read, yet the connection goes on
        assertThat(await(pages.page(web.url("/picture")))).isInstanceOf(Failed.class);
        assertThat(await(pages.page(web.url("/missing")))).isInstanceOf(Failed.class);

        assertThat(web.hitsBelow("/a")).isEqualTo(10);
        assertThat(web.connections()).isEqualTo(1);
    }

    @Test
    void given_aSecureHost_when_manyPagesAreFetchedAtOnce_then_oneHttp2ConnectionCarriesThem() throws Exception {
        var web = scope.add(new FakeWeb(server().sslSocketFactory()));
        var pages = fetcher(trusting());
        web.page("/first", PAGE);
        assertThat(await(pages.page(web.url("/first")))).isInstanceOf(Fetched.class);

        var results = new ArrayList<CompletionStage<FetchResult<WebPage>>>();
        for (int i = 0; i < 20; i++) {
            web.page("/a" + i, PAGE);
            results.add(pages.page(web.url("/a" + i)));
        }
        for (var result : results) {
            assertThat(await(result)).isInstanceOf(Fetched.class);
        }

        assertThat(web.hitsBelow("/a")).isEqualTo(20);
        assertThat(web.last("/a0").getVersion()).isEqualTo("HTTP/2");
        assertThat(web.last("/a0").getHandshake()).isNotNull();
        assertThat(web.connections()).isEqualTo(1);
    }

    @Test
    void given_aCertificateThatNobodySigned_when_fetched_then_nothingIsAsked() throws Exception {
        var web = scope.add(new FakeWeb(server().sslSocketFactory()));
        web.page("/a", PAGE);
        var config = Env.read(
                Map.of(
                        "SENTINEL_ALLOW_PRIVATE_HOSTS",
                        "127.0.0.1",
                        "SENTINEL_ROBOTS",
                        "false",
                        "SENTINEL_HONOUR",
                        "none"),
                FetcherConfig::from);
        var pages = scope.add(new PageFetcher(config, Dns.SYSTEM, Clock.systemUTC()));

        assertThat(await(pages.page(web.url("/a")))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().errorClass()).hasToString("tls");
            assertThat(failed.failure().kind()).isEqualTo(Kind.TRANSIENT);
        });
        assertThat(web.hits("/a")).isZero();
    }

    @Test
    void given_aSecurePageThatMoved_when_itsNewPlaceIsNotSecure_then_itIsFollowedAndRecorded() throws Exception {
        var secure = scope.add(new FakeWeb(server().sslSocketFactory()));
        var plain = scope.add(new FakeWeb());
        secure.redirect("/a", 301, "/b");
        secure.redirect("/b", 307, plain.url("/c"));
        plain.page("/c", PAGE);

        var page = ((Fetched<WebPage>) await(fetcher(trusting()).page(secure.url("/a")))).value();
        assertThat(page.redirects()).containsExactly(secure.url("/b"));
        assertThat(page.finalUrl()).isEqualTo(plain.url("/c"));
    }
}
