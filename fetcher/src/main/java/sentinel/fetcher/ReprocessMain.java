package sentinel.fetcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sentinel.archive.ArchiveConfig;
import sentinel.archive.ArchiveReader;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.config.Unreadable;
import sentinel.contract.message.PageFetched;
import sentinel.extractor.Extractor;
import sentinel.service.kafka.RunningKafka;

/** Sends archived pages through the pipeline again. Exit codes: 0; 1 when it fails; 2 when the user must correct something. */
@Command(
        name = "reprocess",
        mixinStandardHelpOptions = true,
        description = {
            "Extracts archived pages again, without fetching them, and sends the articles through the running pipeline.",
            "Only the newest fetch of each article is sent. If its text is unchanged, nothing changes."
        })
public final class ReprocessMain implements Callable<Integer> {

    private static final int WRONG_INPUT = 2;
    private static final int FAILED = 1;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description =
                    "The archive: a directory or a URI. Default: SENTINEL_ARCHIVE, else archive in the data directory.")
    private String archive;

    @Option(names = "--from", paramLabel = "DATE", description = "Only pages fetched on this day (UTC) or later.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Only pages fetched on this day (UTC) or earlier.")
    private LocalDate to;

    @Option(names = "--host", paramLabel = "HOST", description = "Only pages of this host and its subdomains.")
    private String host;

    @Option(names = "--changed", description = "Send only articles whose text is new or changed.")
    private boolean onlyChanged;

    @Option(names = "--dry-run", description = "Extract and count, but send nothing.")
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

    private ReprocessMain(Map<String, String> environment) {
        this.environment = Env.given(environment);
    }

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new ReprocessMain(environment)).setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println("reprocess: " + Unreadable.describe(e));
            return e instanceof WrongInputException || e instanceof ConfigException ? WRONG_INPUT : FAILED;
        });
    }

    /** The user gave something that cannot be reprocessed, or nowhere to send it. */
    private static final class WrongInputException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongInputException(String message) {
            super(message);
        }
    }

    @Override
    public Integer call() throws WrongInputException, IOException, InterruptedException {
        if (from != null && to != null && to.isBefore(from)) {
            throw new WrongInputException("--to " + to + " is before --from " + from);
        }
        var selection = new Reprocess.Selection(
                from == null ? Instant.EPOCH : from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                to == null
                        ? Instant.parse("9999-01-01T00:00:00Z")
                        : to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                host);
        var root = root();
        try (var reader = ArchiveReader.open(root)) {
            if (reader.files().isEmpty()) {
                throw new WrongInputException("there is no archive at " + root);
            }
            if (dryRun) {
                print(run(reader, selection, page -> {}), "would be sent");
                return 0;
            }
            var kafka = kafka();
            try (var sender = new RawHtmlSender(kafka)) {
                var counts = run(reader, selection, sender::send);
                sender.flush();
                print(counts, "sent to " + kafka.topics().rawHtml());
            }
        }
        return 0;
    }

    private Reprocess.Counts run(ArchiveReader reader, Reprocess.Selection selection, Consumer<PageFetched> sink)
            throws IOException, InterruptedException {
        var extractor = new Extractor(Env.read(environment, FetcherConfig::siteRules));
        return new Reprocess(reader, extractor, selection, onlyChanged, sink, this::progress).run();
    }

    private void progress(String line) {
        if (System.nanoTime() - lineAt > BETWEEN_LINES.toNanos()) {
            lineAt = System.nanoTime();
            command.commandLine().getErr().println("reprocess: " + line);
        }
    }

    private void print(Reprocess.Counts counts, String sent) {
        var out = command.commandLine().getOut();
        out.printf("files        %,d%n", counts.files);
        counts.brokenFiles.forEach(file -> out.println("             " + file));
        out.printf("pages        %,d, %,d of them not selected%n", counts.fetches, counts.notSelected);
        out.printf("superseded   %,d by a later fetch of the same article%n", counts.superseded);
        out.printf(
                "articles     %,d: %,d unchanged, %,d with another text, %,d where there was none%n",
                counts.articles(), counts.same, counts.changed, counts.found);
        out.printf(
                "no article   %,d%s%n",
                counts.noArticle.values().stream().mapToLong(Long::longValue).sum(), reasons(counts.noArticle));
        if (counts.unreadable > 0) {
            out.printf("unreadable   %,d: the file with their bytes is missing or damaged%n", counts.unreadable);
        }
        out.printf("messages     %,d %s%n", counts.sent, sent);
        out.flush();
    }

    private static String reasons(Map<String, Long> counts) {
        var text = new StringBuilder();
        counts.forEach((reason, n) -> text.append(text.length() == 0 ? ": " : ", ")
                .append("%,d ".formatted(n))
                .append(reason));
        return text.toString();
    }

    // ---- where things are

    private URI root() throws WrongInputException {
        if (archive == null) {
            var env = new HashMap<>(environment);
            env.put("SENTINEL_DATA", data().toString());
            return Env.read(env, ArchiveConfig::from)
                    .root()
                    .orElseThrow(
                            () -> new WrongInputException("SENTINEL_ARCHIVE is off; name an archive with --archive"));
        }
        try {
            return ArchiveConfig.uri(archive);
        } catch (IllegalArgumentException e) {
            throw new WrongInputException("--archive " + archive + " is neither a path nor a URI");
        }
    }

    private Path data() {
        return data != null ? data : RunningKafka.data(environment);
    }

    /** What the environment names, else the Kafka of what runs on the data directory, by its own word. */
    private KafkaSettings kafka() throws WrongInputException {
        return RunningKafka.of(environment, data())
                .orElseThrow(() -> new WrongInputException("no Sentinel is running on " + data()
                        + "; start ./sentinel up, or set KAFKA_BOOTSTRAP_SERVERS, or use --dry-run"));
    }
}
