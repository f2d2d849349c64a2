package sentinel.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./sentinel up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Starts every stage on this machine. The data stays; the next up continues where this one stopped.")
final class UpCommand implements Runnable {

    @Mixin
    private Settings settings;

    @Override
    public void run() {
        var env = settings.over(System.getenv());
        env.putIfAbsent("SENTINEL_DATA", Home.directory().resolve("data").toString());
        var flags = settings.flags(System.getenv());
        var data = DataDirectory.open(Path.of(env.get("SENTINEL_DATA")), flags);
        AllInOne.run(env, flags, data, "the data stays, and the next up continues where this one stopped");
    }
}
