package sentinel.dlq;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.service.kafka.RunningKafka;

/** Sends parked messages to their stage again. Exit codes: 0; 1 when Kafka fails; 2 when the user's input is invalid. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends parked messages of one stage and one error class to the stage again, as if for the first time.",
            "Each class has its own position: a second run sends only messages that were parked since."
        })
public final class ResendMain implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int WRONG_INPUT = 2;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    @Option(names = "--stage", paramLabel = "STAGE", required = true, description = "fetch or parse.")
    private String stage;

    @Option(
            names = "--reason",
            paramLabel = "CLASS",
            required = true,
            description = "Error class of the first failure, such as paywall or http_404. --dry-run lists the classes.")
    private String reason;

    @Option(names = "--dry-run", description = "Count, but send nothing.")
    private boolean dryRun;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The data directory of the running Sentinel. Default: SENTINEL_DATA, else data in the checkout.")
    private Path data;

    @Spec
    private CommandSpec command;

    private final Map<String, String> environment;
    private long lineAt = System.nanoTime();

    private ResendMain(Map<String, String> environment) {
        this.environment = Env.given(environment);
    }

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new ResendMain(environment)).setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println("replay: " + (e.getMessage() == null ? e : e.getMessage()));
            return e instanceof WrongInputException || e instanceof ConfigException ? WRONG_INPUT : FAILED;
        });
    }

    /** The user named what is not there. */
    private static final class WrongInputException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongInputException(String message) {
            super(message);
        }
    }

    @Override
    public Integer call() throws WrongInputException {
        var from = Stream.of(DeadLetterStage.values())
                .filter(known -> known.id().equals(stage))
                .findFirst()
                .orElseThrow(() -> new WrongInputException(
                        "--stage " + stage + " is not one of " + String.join(", ", ParkedLetters.stages())));
        if (!reason.matches("[a-z0-9_]{1,60}")) {
            throw new WrongInputException("--reason " + reason + " is not an error class such as paywall");
        }
        var kafka = kafka();
        try {
            var counts = new ParkedLetters(kafka, from, reason, Clock.systemUTC(), this::progress).resend(dryRun);
            print(counts, kafka.topics().inputOf(from));
        } catch (KafkaException e) {
            command.commandLine()
                    .getErr()
                    .println("replay: Kafka at " + kafka.bootstrapServers() + ": " + e.getMessage()
                            + "; messages that were sent stay sent, run the command again for the rest");
            return FAILED;
        }
        return 0;
    }

    private KafkaSettings kafka() throws WrongInputException {
        var directory = data != null ? data : RunningKafka.data(environment);
        return RunningKafka.of(environment, directory)
                .orElseThrow(() -> new WrongInputException("no Sentinel is running on " + directory
                        + "; start ./sentinel up, or set KAFKA_BOOTSTRAP_SERVERS"));
    }

    private void progress(String line) {
        if (System.nanoTime() - lineAt > BETWEEN_LINES.toNanos()) {
            lineAt = System.nanoTime();
            command.commandLine().getErr().println("replay: " + line);
        }
    }

    private void print(ParkedLetters.Counts counts, String topic) {
        var out = command.commandLine().getOut();
        out.printf("parked since the last run  %,d%n", counts.seen());
        out.printf("%-26s %,d %s%n", reason, counts.sent(), (dryRun ? "would be sent to " : "sent to ") + topic);
        if (counts.empty() > 0) {
            out.printf("%-26s %,d were parked without content and cannot be sent%n", "", counts.empty());
        }
        counts.others().forEach((other, n) -> out.printf("%-26s %,d left%n", other, n));
        out.flush();
    }
}
