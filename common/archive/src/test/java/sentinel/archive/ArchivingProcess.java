package sentinel.archive;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Archives pages without end, and says of each where it is once that is promised. Arguments: directory, seed. */
final class ArchivingProcess {

    private ArchivingProcess() {}

    public static void main(String[] args) throws Exception {
        var store = ArchiveStore.at(Path.of(args[0]).toUri());
        var limits = WarcArchive.Limits.keptFor(Optional.empty());
        var archive = new WarcArchive(store, "0", limits, Clock.systemUTC(), new SimpleMeterRegistry());
        var out = new PrintStream(System.out, true);
        for (long seed = Long.parseLong(args[1]); ; seed++) {
            String url = "https://example.com/" + seed;
            long page = seed;
            archive.keep(Captures.of(url, Captures.page(20_000, seed)), true)
                    .thenAccept(ref -> out.println(page + " " + ref));
        }
    }
}
