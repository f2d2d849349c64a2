package sentinel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.fixture.SetClock;

class CachedDnsTest {

    private final SetClock clock = new SetClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final AtomicInteger asked = new AtomicInteger();
    private CachedDns dns;

    @AfterEach
    void stop() {
        dns.close();
    }

    private void answering(Dns names) {
        dns = new CachedDns(
                host -> {
                    asked.incrementAndGet();
                    return names.lookup(host);
                },
                Duration.ofSeconds(5),
                clock);
    }

    private static List<InetAddress> address(int last) throws UnknownHostException {
        return List.of(InetAddress.getByAddress(new byte[] {93, (byte) 184, (byte) 216, (byte) last}));
    }

    @Test
    void given_aName_when_lookedUpAgainWithinAMinute_then_theAnswerIsKeptAndNoLonger() throws Exception {
        answering(host -> address(asked.get()));

        assertThat(dns.lookup("a.example")).isEqualTo(address(1));
        clock.forward(CachedDns.KEEP.minusMillis(1));
        assertThat(dns.lookup("a.example")).isEqualTo(address(1));
        assertThat(dns.lookup("b.example")).isEqualTo(address(2));
        clock.forward(Duration.ofMillis(1));
        assertThat(dns.lookup("a.example")).isEqualTo(address(3));
    }

    @Test
    void given_noSuchName_when_lookedUpAgain_then_thatIsKeptForAShorterWhile() throws Exception {
        answering(host -> {
            if (asked.get() == 1) {
                throw new UnknownHostException(host);
            }
            return address(1);
        });

        assertThatThrownBy(() -> dns.lookup("a.example")).isInstanceOf(UnknownHostException.class);
        clock.forward(CachedDns.KEEP_FAILURE.minusMillis(1));
        assertThatThrownBy(() -> dns.lookup("a.example")).isInstanceOf(UnknownHostException.class);
        assertThat(asked).hasValue(1);
        clock.forward(Duration.ofMillis(1));
        assertThat(dns.lookup("a.example")).isEqualTo(address(1));
        assertThat(CachedDns.KEEP_FAILURE).isLessThan(CachedDns.KEEP);
    }

    @Test
    void given_manyWhoAskAtOnce_when_theNameIsNotKnown_then_itIsLookedUpOnce() throws Exception {
        var open = new CountDownLatch(1);
        answering(host -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException("interrupted");
            }
            return address(1);
        });
        var threads = Executors.newFixedThreadPool(8);
        var answers = new ArrayList<CompletableFuture<List<InetAddress>>>();
        for (int i = 0; i < 8; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return dns.lookup("a.example");
                        } catch (UnknownHostException e) {
                            throw new AssertionError(e);
                        }
                    },
                    threads));
        }
        open.countDown();

        for (var answer : answers) {
            assertThat(answer.join()).isEqualTo(address(1));
        }
        assertThat(asked).hasValue(1);
        threads.shutdownNow();
    }

    @Test
    void given_moreNamesThanAreKept_when_theFirstIsLookedUpAgain_then_itIsAskedFor() throws Exception {
        answering(host -> address(1));
        for (int i = 0; i <= 10_000; i++) {
            dns.lookup("n" + i + ".example");
        }
        int before = asked.get();
        dns.lookup("n10000.example");
        assertThat(asked).hasValue(before);
        dns.lookup("n0.example");
        assertThat(asked).hasValue(before + 1);
    }

    @Test
    void given_aNameWithVeryManyAddresses_when_lookedUp_then_someAreEnough() throws Exception {
        answering(host -> {
            var many = new ArrayList<InetAddress>();
            for (int i = 0; i < 200; i++) {
                many.addAll(address(i));
            }
            return many;
        });

        assertThat(dns.lookup("a.example")).hasSize(8);
    }
}
