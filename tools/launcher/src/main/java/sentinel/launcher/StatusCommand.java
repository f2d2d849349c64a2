package sentinel.launcher;

import static java.util.Objects.requireNonNull;

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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sentinel.config.Env;
import sentinel.contract.topic.Topics;
import sentinel.service.command.RunningSentinel;
import sentinel.service.json.Json;

/** {@code ./sentinel status}: what runs, its problems, the lag of each stage, counts, tables, and the data directory. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what runs, its problems, the lag of each stage, counts, tables, and the data directory.",
            "Exit code: 0 when there is no problem; 1 when there is one, or when nothing runs."
        })
final class StatusCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BROKER = Duration.ofSeconds(20); // a busy machine may need some tries
    private static final Duration COUNTING = Duration.ofSeconds(10);
    private static final int WELL = 0;
    private static final int WRONG = 1;
    private static final String DATA = "SENTINEL_DATA";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The data directory to look at. Default: SENTINEL_DATA, else all that are in use, including demos.")
    private @Nullable Path data;

    @Spec
    private CommandSpec command;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    @Override
    public Integer call() throws Exception {
        var out = command.commandLine().getOut();
        int code = WELL;
        for (var directory : directories()) {
            code = Math.max(code, print(out, directory.toRealPath()));
            out.flush();
        }
        return code;
    }

    private List<Path> directories() throws IOException {
        var environment = Env.given(System.getenv());
        if (data != null || environment.containsKey(DATA)) {
            return List.of(existing(data != null ? data : Path.of(environment.get(DATA))));
        }
        var inUse = DataDirectory.inUse(Home.directory());
        return inUse.isEmpty() ? List.of(existing(Home.directory().resolve("data"))) : inUse;
    }

    private static Path existing(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new UserError("nothing is running, and there is no data directory " + directory
                    + "; ./sentinel up or ./sentinel demo creates one");
        }
        return directory;
    }

    private int print(PrintWriter out, Path directory) throws InterruptedException {
        out.println("data       " + directory);
        var found = RunningSentinel.on(directory).filter(RunningSentinel::isAlive);
        if (found.isEmpty()) {
            out.println("running    no; ./sentinel up starts it");
            return WRONG;
        }
        var running = found.get();
        String api = "http://127.0.0.1:" + running.port();
        out.println("running    process " + running.pid() + ", " + api + ", kafka " + running.kafka());
        var health = get(api + "/health/ready");
        boolean well = printHealth(out, health);
        printCounts(out, get(api + "/stats"));
        if (health != null) {
            printSilver(out, health.path("silver"));
        }
        printTables(out, get(api + "/tables"));
        return printKafka(out, running) && well ? WELL : WRONG;
    }

    /** What of Bronze is not in Silver; what is not known is said to be so. */
    static void printSilver(PrintWriter out, JsonNode silver) {
        if (!silver.isObject()) {
            return;
        }
        out.printf(
                "lag        %-40s %s rows, %s versions, %s s%n",
                "Silver behind Bronze",
                known(silver.path("lag_rows")),
                known(silver.path("lag_versions")),
                known(silver.path("lag_seconds")));
        if (silver.path("left_out_rows").asLong() > 0) {
            out.printf(
                    "left out   %,d rows of Bronze cannot be folded, of one of them: %s%n",
                    silver.path("left_out_rows").asLong(),
                    Conditions.oneLine(silver.path("left_out_reason").asText()));
        }
    }

    /** Size of each table, and the oldest version that can be read. */
    static void printTables(PrintWriter out, @Nullable JsonNode reply) {
        if (reply == null) {
            return;
        }
        for (var table : reply.path("tables")) {
            String name = table.path("name").asText();
            if (table.path("problem").isTextual()) {
                out.printf("table      %-12s %s%n", name, table.path("problem").asText());
            } else if (table.path("version").isNull()) {
                out.printf("table      %-12s not there yet%n", name);
            } else {
                out.printf(
                        Locale.ROOT,
                        "table      %-12s %,d files, %,.1f MB, version %,d; readable from version %,d of %s%n",
                        name,
                        table.path("files").asLong(),
                        table.path("bytes").asLong() / 1e6,
                        table.path("version").asLong(),
                        table.path("oldest_version").asLong(),
                        Instant.parse(table.path("oldest_committed_at").asText())
                                .truncatedTo(ChronoUnit.SECONDS));
            }
        }
    }

    private static String known(JsonNode number) {
        return number.isNumber() ? "%,d".formatted(number.asLong()) : "unknown";
    }

    /** Every problem with its reason; true when there is none. */
    static boolean printHealth(PrintWriter out, @Nullable JsonNode health) {
        if (health == null) {
            out.println("health     the API does not answer (yet)");
            return false;
        }
        var problems = new TreeMap<String, String>();
        for (var part : List.of("checks", "warnings")) {
            health.path(part)
                    .properties()
                    .forEach(answer ->
                            problems.put(answer.getKey(), answer.getValue().asText()));
        }
        problems.values().removeIf("up"::equals);
        String status = health.path("status").asText();
        out.println("health     " + status);
        problems.forEach((part, problem) -> out.println("problem    " + Conditions.oneLine(part + ": " + problem)));
        return status.equals("ready") && problems.isEmpty();
    }

    private static void printCounts(PrintWriter out, @Nullable JsonNode stats) {
        if (stats != null) {
            out.printf(
                    "articles   %,d served, %,d of them changed since first seen; silver version %s%n",
                    stats.path("total").asLong(),
                    stats.path("updated").asLong(),
                    stats.path("silver_version").asText());
        }
    }

    /** True when the broker answers. */
    private static boolean printKafka(PrintWriter out, RunningSentinel running) throws InterruptedException {
        var settings = Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, running.kafka(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) BROKER.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        try (var admin = Admin.create(settings)) {
            StageLag.byGroup(admin, running.topicPrefix() + ".")
                    .forEach((group, lag) -> out.printf("lag        %-40s %,d%n", group, lag));
            var topics = new Topics(running.topicPrefix());
            for (var stage : Topics.DeadLetterStage.values()) {
                String topic = topics.parked(stage);
                out.printf("parked     %-40s %s%n", topic, ParkedLetters.count(running.kafka(), topic, COUNTING));
            }
            return true;
        } catch (ExecutionException e) {
            out.println("problem    kafka: " + Explanation.of(requireNonNull(e.getCause(), "Kafka gives a cause")));
        } catch (KafkaException e) {
            out.println("problem    kafka: " + Explanation.of(e));
        }
        return false;
    }

    /** Null when nobody answers, or no JSON. */
    private @Nullable JsonNode get(String url) throws InterruptedException {
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
