package sentinel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.embedded.FreePort;
import sentinel.simulator.Newsroom;
import sentinel.simulator.NewsroomConfig;

/** Killed at any moment and started again, Sentinel ends with the same articles, nothing lost and nothing twice. */
class KillTest {

    private static final int KILLS = 5;
    private static final long SEED = 20260301;
    private static final int EARLIEST_MS = 4_000;
    private static final int LATEST_MS = 25_000;

    @TempDir
    private Path directory;

    @Test
    void given_kills_at_seeded_moments_when_started_again_then_nothing_is_lost_or_doubled() throws Exception {
        var moments = new Random(SEED);
        var data = directory.resolve("data");
        int port = FreePort.find();
        try (var newsroom = Newsroom.start(NewsroomConfig.still().withSeed(SEED).withArticles(60))) {
            var env = NewsroomSettings.of(newsroom, directory);
            for (int kill = 0; kill < KILLS; kill++) {
                newsroom.publish(30);
                var victim = SentinelProcess.start(
                        env, directory, port, "up", "--data", data.toString(), "--port", Integer.toString(port));
                if (kill == 0) {
                    victim.awaitReady(); // the GDELT producer begins at the newest file: it must have seen the first
                }
                TimeUnit.MILLISECONDS.sleep(moments.nextInt(EARLIEST_MS, LATEST_MS)); // the moment is the test
                newsroom.nextGdeltSlot();
                victim.kill();
            }
            try (var sentinel = SentinelProcess.up(env, data, port)) {
                var served = Expected.awaitAll(newsroom, sentinel.articles(), Duration.ofSeconds(120));
                assertThat(served).hasSizeGreaterThan(150);
                sentinel.interrupt();
            }
            var bronze = DeltaRows.read(data.resolve("bronze/articles"), "kafka_partition", "kafka_offset");
            assertThat(bronze)
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThanOrEqualTo(Expected.served(newsroom).size());
            var silver = DeltaRows.read(data.resolve("silver/articles"), "normalized_url");
            assertThat(silver)
                    .doesNotHaveDuplicates()
                    .hasSize(Expected.served(newsroom).size());
        }
    }

    @Test
    void given_up_killed_while_it_starts_when_looked_at_then_its_redis_is_gone() throws Exception {
        var data = directory.resolve("data");
        try (var newsroom = Newsroom.start(NewsroomConfig.still().withSeed(SEED))) {
            var env = NewsroomSettings.of(newsroom, directory);
            var victim = SentinelProcess.start(
                    env, directory, 0, "up", "--data", data.toString(), "--port", Integer.toString(FreePort.find()));
            await().atMost(Duration.ofSeconds(60)).until(() -> victim.output().contains("redis      started"));
            int port = redisPort(data.resolve("redis/redis.conf"));
            assertThat(listens(port)).isTrue();
            victim.kill();
            await().atMost(Duration.ofSeconds(30)).until(() -> !listens(port));
        }
    }

    private static int redisPort(Path configuration) throws IOException {
        try (var lines = Files.lines(configuration)) {
            return lines.filter(line -> line.startsWith("port "))
                    .mapToInt(line -> Integer.parseInt(line.substring("port ".length())))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
