package sentinel.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.Env;

class ServiceMainTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    /** A service as each of ours is one. Writes what it did to standard output. */
    static final class Sample {
        record Config(int n, String mood) {
            static Config from(Env env) {
                return new Config(env.integer("N", 1), env.oneOf("MOOD", "good", List.of("good", "bad")));
            }
        }

        private Sample() {}

        public static void main(String[] args) {
            ServiceMain.run("sample", Config::from, Sample::wire);
        }

        static Loop wire(Config config, ServiceContext context) {
            context.scope().add(() -> System.out.println("closed"));
            context.health().check("sample.part", Optional::empty);
            var stopped = new CountDownLatch(1);
            return new Loop() {
                @Override
                public void run() {
                    if (config.mood().equals("bad")) {
                        throw new IllegalStateException("in a bad mood");
                    }
                    try {
                        stopped.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    System.out.println("stopped");
                }

                @Override
                public void stop() {
                    stopped.countDown();
                }
            };
        }
    }

    @Test
    void given_a_wrong_configuration_when_started_then_one_message_with_all_and_code_2() throws Exception {
        var process = start(Map.of("N", "x", "MOOD", "odd", "SENTINEL_HEALTH_PORT", "-1"));
        assertThat(exitCode(process)).isEqualTo(2);
        assertThat(output())
                .contains("sample: invalid configuration", "N is 'x'", "MOOD is 'odd'", "SENTINEL_HEALTH_PORT is '-1'")
                .doesNotContain("\tat ");
    }

    @Test
    void given_a_busy_port_when_started_then_one_message_and_code_2() throws Exception {
        try (var busy = new ServerSocket(0)) {
            var process = start(Map.of("SENTINEL_HEALTH_PORT", Integer.toString(busy.getLocalPort())));
            assertThat(exitCode(process)).isEqualTo(2);
            assertThat(output()).contains("in use", "closed").doesNotContain("\tat ");
        }
    }

    @Test
    void given_a_loop_that_fails_when_run_then_it_is_closed_and_ends_with_code_1() throws Exception {
        var process = start(Map.of("MOOD", "bad", "SENTINEL_HEALTH_PORT", "0"));
        assertThat(exitCode(process)).isEqualTo(1);
        assertThat(output()).contains("in a bad mood", "closed");
    }

    @Test
    void given_a_running_service_when_terminated_then_it_answers_health_until_it_has_stopped_and_closed()
            throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var process = start(Map.of("SENTINEL_HEALTH_PORT", Integer.toString(port)));
        try {
            await().atMost(DEADLINE).until(() -> status(port) == 200);
            process.destroy();
            assertThat(exitCode(process)).isEqualTo(128 + 15);
        } finally {
            process.destroyForcibly();
        }
        assertThat(output()).containsSubsequence("stopped", "closed");
    }

    private static int status(int port) throws Exception {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (ConnectException e) {
            return 0;
        }
    }

    private Process start(Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sample.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }
}
