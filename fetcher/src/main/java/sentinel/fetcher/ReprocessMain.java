package sentinel.fetcher;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sentinel.archive.ArchiveConfig;
import sentinel.archive.ArchiveReader;
import sentinel.config.Env;
import sentinel.contract.message.PageFetched;
import sentinel.extractor.Extractor;
import sentinel.service.command.KafkaCommand;

/** Sends archived pages through the pipeline again. Exit codes: 0; 1 when it fails; 2 when the user must correct something. */
@Command(
        name = "reprocess",
        mixinStandardHelpOptions = true,
        description = {
            "Extracts archived pages again, without fetching them, and sends the articles through the running pipeline.",
            "Only the newest fetch of each article is sent. If its text is unchanged, nothing changes."
        })
public final class ReprocessMain extends KafkaCommand {

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

    private ReprocessMain(Map<String, String> environment) {
        super(environment);
    }

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(new ReprocessMain(environment));
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
            var kafka = kafka(", or use --dry-run");
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
        var extractor = new Extractor(Env.read(environment(), FetcherConfig::siteRules));
        return new Reprocess(reader, extractor, selection, onlyChanged, sink, this::progress).run();
    }

    private void print(Reprocess.Counts counts, String sent) {
        var out = out();
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
            var env = new HashMap<>(environment());
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
}
