package sentinel.reparse;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.config.ShortDuration;
import sentinel.config.TablePaths;
import sentinel.contract.message.LlmCall;
import sentinel.parser.PageReader;
import sentinel.parser.llm.BatchReading;
import sentinel.parser.llm.BatchSettings;
import sentinel.parser.llm.LlmProviders;
import sentinel.parser.provider.BudgetSpentException;
import sentinel.service.command.KafkaCommand;
import sentinel.service.run.Scope;

/** Reads the texts of Silver again. Exit codes: 0; 1 when it fails; 2 when the user must correct something. */
@Command(
        name = "reparse",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the current texts of Silver again with another prompt or model, without fetching or extracting pages.",
            "A sample is read first, and compared with what Silver has. Then all texts are read, and Silver replaces the"
                    + " facts of each within its version. Texts that this model has read with this prompt are left out."
        },
        footer = {
            "",
            "Keys, models, limits and the budget are the parser's, from the environment (docs/configuration.md); a fifth of",
            "the limits is used. Set the REDIS_URL of the running Sentinel, so that no answer is paid for twice.",
            "Exit code 1: it failed, or the day's budget is spent. 2: wrong input."
        })
public final class ReparseMain extends KafkaCommand {

    /** Texts in memory at once, while they are read. */
    private static final int CHUNK = 100;

    /** Requests in all batches that are under way together: as many texts are in memory. */
    private static final int IN_BATCHES = BatchSettings.DEFAULT.requests() * BatchSettings.DEFAULT.inFlight();

    private static final int MOST_SAMPLED = 10_000;

    @Option(
            names = "--since",
            paramLabel = "T",
            required = true,
            description = "Texts that came then or later: a date (UTC), an instant, or how long ago, such as 7d.")
    private String since;

    @Option(names = "--prompt", paramLabel = "V", required = true, description = "Version of the prompt.")
    private String prompt;

    @Option(
            names = "--provider",
            paramLabel = "P",
            description = "Provider, with ':' and a model if need be. Default: the first model of SENTINEL_PROVIDER.")
    private @Nullable String provider;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "100",
            description = "Articles that are read first, at most " + MOST_SAMPLED + ". Default: ${DEFAULT-VALUE}.")
    private int sample;

    @Option(names = "--dry-run", description = "Read the sample and print the report, but publish nothing.")
    private boolean dryRun;

    @Option(
            names = "--batch",
            description = "Read all but the sample through the provider's batch interface: cheaper, and within a day.")
    private boolean inBatches;

    private ReparseMain(Map<String, String> environment) {
        super(environment);
    }

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(new ReparseMain(environment));
    }

    @Override
    public Integer call() throws WrongInputException, IOException, InterruptedException {
        var from = Since.read(since, Instant.now())
                .orElseThrow(() -> new WrongInputException("--since " + since
                        + " is not a time; expected a date such as 2026-11-01, an instant, or a duration such as 7d"));
        if (sample < 1 || sample > MOST_SAMPLED) {
            throw new WrongInputException("--sample " + sample + " is not between 1 and " + MOST_SAMPLED);
        }
        var kafka = dryRun ? kafkaIfAny() : Optional.of(kafka(", or use --dry-run"));
        var config = ReparseConfig.from(environment(kafka), Optional.ofNullable(provider), prompt);
        String silver = silver();
        var texts = StoredTexts.in(silver, from, config.reader())
                .orElseThrow(() -> new WrongInputException("there is no Silver at " + silver));
        var picked = texts.sample(sample);
        if (picked.selected() == 0) {
            throw new WrongInputException(
                    "nothing to read: no article of " + silver + " has text that came since " + from);
        }
        out().printf(
                        "articles      %,d with text since %s, %,d of them read by %s already%n",
                        picked.selected(), from, picked.read(), config.reader());
        out().flush();
        if (picked.toRead() == 0) {
            tell("nothing to read");
            return 0;
        }
        try (var scope = new Scope()) {
            return read(texts, picked, config, kafka, scope);
        }
    }

    private int read(
            StoredTexts texts,
            StoredTexts.Sample picked,
            ReparseConfig config,
            Optional<KafkaSettings> kafka,
            Scope scope)
            throws WrongInputException, IOException, InterruptedException {
        var publisher = dryRun || kafka.isEmpty() ? null : scope.add(RecordPublisher.open(kafka.get()));
        var llm = LlmProviders.create(
                config.llms(),
                List.of(1),
                config.shared(),
                abandoned(publisher),
                scope,
                new SimpleMeterRegistry(),
                Clock.systemUTC());
        var ahead = inBatches ? batches(llm.batches(), config) : Ahead.none();
        var reader = new PageReader(llm.providers().get(0), new SimpleMeterRegistry());
        int threads = config.llm().limits().concurrency();
        var readers = scope.add(new Readers(reader, threads, this::progressOfMany));

        long startedAt = System.nanoTime();
        var shown = readers.read(picked.texts());
        var shadow = new Shadow(shown.read(), System.nanoTime() - startedAt);
        shadow.print(out(), picked.toRead());
        if (publisher == null) {
            return shown.spent() == null ? 0 : spent(shown.spent());
        }
        var promotion = new Promotion(
                ahead,
                readers,
                publisher,
                llm.journal(),
                inBatches ? Math.min(IN_BATCHES, Math.max(1, config.shared().cacheEntries())) : CHUNK,
                this::progressOfMany);
        promotion.book(shown.read().stream()
                .flatMap(read -> read.reading().calls().stream())
                .toList());
        if (shown.spent() != null) {
            return spent(shown.spent());
        }
        if (!shadow.hasAnswers()) {
            tell("no article of the sample was answered; nothing was published");
            return FAILED;
        }
        return print(promotion.run(texts, picked.toRead()));
    }

    /**
     * The journal of batches is a file of the data directory, one for each model, so that the next run goes on with the batches of
     * one that was killed.
     */
    private Ahead batches(LlmProviders.Batches batches, ReparseConfig config) throws WrongInputException, IOException {
        String model = config.reader().provider() + "-" + config.reader().model();
        var directory = Files.createDirectories(data().resolve("reparse"));
        BatchReading reading;
        try {
            reading = batches.of(
                    0, BatchSettings.DEFAULT, directory.resolve(model.replaceAll("[^\\w.-]", "_") + ".batches"));
        } catch (IllegalArgumentException e) {
            throw new WrongInputException("--batch: " + e.getMessage());
        }
        return texts -> reading.read(
                texts.stream().map(StoredText::page).iterator(),
                page -> {},
                (page, reason) -> progressOfMany(page.url() + " is read by itself: " + reason),
                this::tell);
    }

    private int print(Promotion.Counts counts) {
        var out = out();
        out.printf("read          %,d articles%n", counts.read);
        out.printf("published     %,d records%n", counts.published);
        out.printf("low score     %,d not published: Silver keeps what it has%n", counts.low);
        counts.failed.forEach((failure, n) -> out.printf("no answer     %,d %s%n", n, failure));
        out.flush();
        return counts.spent == null ? 0 : spent(counts.spent);
    }

    private int spent(BudgetSpentException spent) {
        tell(spent.what() + " is spent; run the command again in " + ShortDuration.of(spent.pause())
                + ", it goes on with the rest");
        return FAILED;
    }

    /** What a process that died left of the ledger. */
    private static Consumer<List<LlmCall>> abandoned(@Nullable RecordPublisher publisher) {
        return calls -> {
            if (publisher == null) {
                throw new IllegalStateException("a dry run publishes nothing");
            }
            try {
                publisher.publish(List.of(), calls);
            } catch (IOException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        };
    }

    private synchronized void progressOfMany(String line) {
        progress(line);
    }

    // ---- where things are

    private Optional<KafkaSettings> kafkaIfAny() {
        try {
            return Optional.of(kafka(""));
        } catch (WrongInputException e) {
            return Optional.empty();
        }
    }

    /** The settings, with the Kafka that is used; its prefix is that of the answers in Redis, too. */
    private Map<String, String> environment(Optional<KafkaSettings> kafka) {
        var environment = new HashMap<>(environment());
        kafka.ifPresent(found -> {
            environment.put("KAFKA_BOOTSTRAP_SERVERS", found.bootstrapServers());
            environment.put("SENTINEL_TOPIC_PREFIX", found.topics().prefix());
        });
        return environment;
    }

    private String silver() {
        var environment = new HashMap<>(environment());
        environment.put("SENTINEL_DATA", data().toString());
        return Env.read(environment, TablePaths::from).silver();
    }
}
