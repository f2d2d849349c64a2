package sentinel.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import sentinel.config.ConfigException;

/** The commands of {@code ./sentinel} that run in this JVM. */
@Command(
        name = "sentinel",
        subcommands = {UpCommand.class, DemoCommand.class, StatusCommand.class},
        mixinStandardHelpOptions = true,
        description = "Finds news articles, extracts them, stores every version of their text and serves them.")
public final class Launcher {

    private Launcher() {}

    /** Exit codes: 0 after a clean stop, 1 when something failed, 2 when the user must correct something. */
    public static void main(String[] args) {
        var commands = new CommandLine(new Launcher());
        commands.setExecutionExceptionHandler((failure, command, result) -> {
            command.getErr().println("sentinel: " + Explanation.of(failure));
            return failure instanceof UserError || failure instanceof ConfigException ? 2 : 1;
        });
        System.exit(commands.execute(args));
    }
}
