package sentinel.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sentinel.common.message.Json;
import sentinel.common.topic.Topics;

/** {@code ./sentinel status}: what runs, how far behind each stage is, counts, where the data is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "What runs, lag of each stage, counts, where the data is. Exit code 0 when all is ready, 1 when not.")
final class StatusCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int NOT_READY = 1;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory asked about. Default: data below the checkout.")
    private Path data;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        var out = command.commandLine().getOut();
        var directory = directory();
        out.println("data       " + directory);
        var found = DataDirectory.running(directory);
        if (found.isEmpty() || ProcessHandle.of(found.get().pid()).isEmpty()) {
            out.println("running    no; ./sentinel up starts it");
            return NOT_READY;
        }
        var running = found.get();
        String api = "http://127.0.0.1:" + running.port();
        out.println("running    process " + running.pid() + ", " + api + ", kafka " + running.kafka());
        var http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        boolean ready = printHealth(out, http, api);
        printCounts(out, http, api);
        printKafka(out, running);
        out.flush();
        return ready ? 0 : NOT_READY;
    }

    private Path directory() throws IOException {
        String fromEnvironment = System.getenv("SENTINEL_DATA");
        Path directory = data != null
                ? data
                : fromEnvironment != null
                        ? Path.of(fromEnvironment)
                        : Home.directory().resolve("data");
        if (!Files.isDirectory(directory)) {
            throw new UserError("there is no data directory " + directory + "; ./sentinel up makes one");
        }
        return directory.toRealPath();
    }

    private static boolean printHealth(PrintWriter out, HttpClient http, String api) throws InterruptedException {
        JsonNode health = get(http, api + "/health/ready");
        if (health == null) {
            out.println("health     the API does not answer");
            return false;
        }
        String status = health.path("status").asText();
        out.println("health     " + status);
        health.path("checks").properties().stream()
                .filter(check -> !check.getValue().asText().equals("up"))
                .forEach(check -> out.println(
                        "           " + check.getKey() + ": " + check.getValue().asText()));
        health.path("warnings")
                .properties()
                .forEach(warning -> out.println("warning    " + warning.getKey() + ": "
                        + warning.getValue().asText()));
        return status.equals("ready");
    }

    private static void printCounts(PrintWriter out, HttpClient http, String api) throws InterruptedException {
        JsonNode stats = get(http, api + "/stats");
        if (stats != null) {
            out.printf(
                    "articles   %,d served, %,d of them changed since first seen; silver version %s%n",
                    stats.path("total").asLong(),
                    stats.path("updated").asLong(),
                    stats.path("silver_version").asText());
        }
    }

    private static void printKafka(PrintWriter out, DataDirectory.Running running) throws InterruptedException {
        var settings = Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, running.kafka(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        try (var admin = Admin.create(settings)) {
            StageLag.byGroup(admin, running.topicPrefix() + ".")
                    .forEach((group, lag) -> out.printf("lag        %-40s %,d%n", group, lag));
            var topics = new Topics(running.topicPrefix());
            for (var stage : Topics.DeadLetterStage.values()) {
                out.printf("parked     %-40s %,d%n", topics.parked(stage), messages(admin, topics.parked(stage)));
            }
        } catch (ExecutionException e) {
            out.println("kafka      does not answer: " + Explanation.of(e.getCause()));
        }
    }

    private static long messages(Admin admin, String topic) throws ExecutionException, InterruptedException {
        var partitions = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions();
        var all = partitions.stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        return StageLag.ends(admin, all).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Null when nobody answers, or no JSON. */
    private static JsonNode get(HttpClient http, String url) throws InterruptedException {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
            return Json.mapper()
                    .readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray())
                            .body());
        } catch (IOException e) {
            return null;
        }
    }
}
