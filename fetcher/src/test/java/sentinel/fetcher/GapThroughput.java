package sentinel.fetcher;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sentinel.config.Secret;
import sentinel.fixture.TestServers;
import sentinel.service.redis.OptionalRedis;
import sentinel.service.redis.RedisSettings;
import sentinel.web.turns.HostTurns;
import sentinel.web.turns.HostTurns.Manners;

/**
 * Measures the shared gap: turns a second that are taken from Redis, each for a host of its own, by one instance and by
 * two at once, and the time of a processor that each takes of this JVM. Run by hand; prints a table.
 */
final class GapThroughput {

    private static final int TURNS = 40_000;
    private static final int RUNNING = 128;

    private GapThroughput() {}

    public static void main(String[] args) throws Exception {
        System.out.println("instances   running   turns/s   CPU us each");
        measure(1); // warms up
        measure(1);
        measure(2);
    }

    private static void measure(int instances) throws Exception {
        var settings = new RedisSettings(new Secret(TestServers.redisUrl()));
        var done = new CountDownLatch(TURNS);
        var clients = new OptionalRedis[instances];
        var turns = new HostTurns[instances];
        for (int i = 0; i < instances; i++) {
            clients[i] = FetcherMain.redis(settings, "bench-" + UUID.randomUUID(), OptionalRedis.PAUSE);
            turns[i] =
                    new HostTurns(RUNNING, Duration.ofSeconds(30), 10, Duration.ofMinutes(1), new RedisGap(clients[i]));
        }
        long from = System.nanoTime();
        long cpu = cpuNanos();
        for (int i = 0; i < TURNS; i++) {
            turns[i % instances].enqueue(
                    "host-" + i + ".example", new Manners(Duration.ofSeconds(1), 1), true, away -> {}, turn -> {
                        turn.close();
                        done.countDown();
                    });
        }
        boolean all = done.await(2, TimeUnit.MINUTES);
        double seconds = (System.nanoTime() - from) / 1e9;
        double cpuMicros = (cpuNanos() - cpu) / 1e3 / TURNS;
        for (int i = 0; i < instances; i++) {
            if (!all || !clients[i].isUp()) {
                throw new IllegalStateException("Redis did not keep up");
            }
            turns[i].close();
            clients[i].close();
        }
        System.out.printf("%9d %9d %9.0f %13.1f%n", instances, RUNNING, TURNS / seconds, cpuMicros);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
