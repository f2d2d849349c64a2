package sentinel.service.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.config.Unreadable;

/**
 * A command for the Kafka of a running Sentinel. Exit codes: 0; {@value #FAILED} when it fails on the way; {@value
 * #WRONG_INPUT} when the user must change something. For modules that bring picocli.
 */
public abstract class KafkaCommand implements Callable<Integer> {

    public static final int FAILED = 1;
    private static final int WRONG_INPUT = 2;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory of the running Sentinel. Default: SENTINEL_DATA, else data in the"
                    + " checkout.")
    private @Nullable Path data;

    @Spec
    private CommandSpec command;

    private final Map<String, String> environment;
    private long lineAt = System.nanoTime();

    protected KafkaCommand(Map<String, String> environment) {
        this.environment = Env.given(environment);
    }

    /** The user gave something that cannot be used, or named what is not there. */
    public static final class WrongInputException extends Exception {
        private static final long serialVersionUID = 1L;

        public WrongInputException(String message) {
            super(message);
        }
    }

    /** The command as a user calls it; a failure is one line on standard error. */
    public static CommandLine commandLine(KafkaCommand command) {
        return new CommandLine(command).setExecutionExceptionHandler((e, line, parsed) -> {
            command.tell(Unreadable.describe(e));
            return e instanceof WrongInputException || e instanceof ConfigException ? WRONG_INPUT : FAILED;
        });
    }

    protected final Map<String, String> environment() {
        return environment;
    }

    /** The data directory that the user names, or the usual one. */
    protected final Path data() {
        return data != null ? data : RunningKafka.data(environment);
    }

    /**
     * What the environment names, else the Kafka of what runs on the data directory, by its own word.
     *
     * @param otherwise what else the user can do without one
     * @throws WrongInputException there is none
     */
    protected final KafkaSettings kafka(String otherwise) throws WrongInputException {
        return RunningKafka.of(environment, data())
                .orElseThrow(() -> new WrongInputException("no Sentinel is running on " + data()
                        + "; start ./sentinel up, or set KAFKA_BOOTSTRAP_SERVERS" + otherwise));
    }

    /** Says how far the work is, now and then; the lines between are left out. */
    protected final void progress(String line) {
        if (System.nanoTime() - lineAt > BETWEEN_LINES.toNanos()) {
            lineAt = System.nanoTime();
            tell(line);
        }
    }

    /** A line on standard error, after the command's name. */
    protected final void tell(String line) {
        command.commandLine().getErr().println(command.name() + ": " + line);
    }

    protected final PrintWriter out() {
        return command.commandLine().getOut();
    }
}
