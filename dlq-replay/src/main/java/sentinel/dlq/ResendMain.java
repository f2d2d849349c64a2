package sentinel.dlq;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sentinel.contract.topic.FailureClass;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.service.command.KafkaCommand;

/** Sends parked messages to their stage again. Exit codes: 0; 1 when Kafka fails; 2 when the user's input is invalid. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends parked messages of one stage and one error class to the stage again, as if for the first time.",
            "Each class has its own position: a second run sends only messages that were parked since."
        })
public final class ResendMain extends KafkaCommand {

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

    private ResendMain(Map<String, String> environment) {
        super(environment);
    }

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(new ResendMain(environment));
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
        var kafka = kafka("");
        try {
            var counts = new ParkedLetters(kafka, from, reason, Clock.systemUTC(), this::progress).resend(dryRun);
            print(counts);
        } catch (KafkaException e) {
            tell("Kafka at " + kafka.bootstrapServers() + ": " + e.getMessage()
                    + "; messages that were sent stay sent, run the command again for the rest");
            return FAILED;
        }
        return 0;
    }

    private void print(ParkedLetters.Counts counts) {
        var out = out();
        out.printf("parked since the last run  %,d%n", counts.seen());
        String done = dryRun ? "would be sent to" : "sent to";
        counts.sent().forEach((topic, n) -> out.printf("%-26s %,d %s %s%n", reason, n, done, topic));
        if (counts.empty() > 0) {
            out.printf("%-26s %,d were parked without content and cannot be sent%n", "", counts.empty());
        }
        counts.others().forEach((other, n) -> out.printf("%-26s %,d left%s%n", other, n, meaning(other)));
        out.flush();
    }

    /** A class that this release does not write may be parked all the same, by an older or a newer one. */
    private static String meaning(String errorClass) {
        return FailureClass.of(errorClass).map(known -> ". " + known.meaning()).orElse("");
    }
}
