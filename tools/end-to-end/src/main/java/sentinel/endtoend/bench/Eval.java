package sentinel.endtoend.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.PageFetched;
import sentinel.parser.PageReader;
import sentinel.parser.ParserConfig;
import sentinel.parser.llm.LlmProviders;
import sentinel.parser.llm.Prompt;
import sentinel.parser.provider.Provider;
import sentinel.parser.rules.RulesProvider;
import sentinel.service.json.Json;
import sentinel.service.run.Scope;
import sentinel.service.stage.OutageException;

/**
 * Measures a provider on labelled pages, beside the prompt version before, {@code local} and an earlier result. Reads each page
 * as the parser does, so what counts is what would be in the record. The provider's settings are those of the parser, from the
 * environment.
 */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description =
                "Measures a provider on labelled pages, beside the prompt version before, 'local' and an earlier result.",
        footer = {
            "",
            "Keys, models and limits are the parser's, from the environment (docs/configuration.md).",
            "Exit code 1: a field lost more than a point against the baseline, or against the prompt version before when there is",
            "no baseline. 2: wrong input."
        })
final class Eval implements Callable<Integer> {

    private static final int WORSE = 1;
    private static final int WRONG_INPUT = 2;

    /** A field that loses more than this is worse. */
    private static final double POINT = 0.01;

    @Parameters(paramLabel = "DIR", description = "Directory with the labelled pages, ID.html.gz.")
    private Path directory;

    @Option(names = "--provider", paramLabel = "X", required = true, description = "As in SENTINEL_PROVIDER.")
    private String provider;

    @Option(names = "--model", paramLabel = "M", description = "Model of the provider.")
    private @Nullable String model;

    @Option(names = "--prompt", paramLabel = "V", description = "Version of the prompt (default: SENTINEL_PROMPT).")
    private @Nullable String prompt;

    @Option(names = "--no-previous", description = "Does not measure the prompt version before.")
    private boolean withoutPrevious;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Labels, a JSON object in each line (default: ours).")
    private @Nullable Path labels;

    @Option(names = "--save", paramLabel = "FILE", description = "Writes the result, to be a baseline later.")
    private @Nullable Path save;

    @Option(names = "--baseline", paramLabel = "FILE", description = "An earlier result to compare with.")
    private @Nullable Path baseline;

    private final Map<String, String> environment;

    /** @param environment variables with the parser's settings */
    Eval(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * What came out; also the form of a saved result.
     *
     * @param provider and model and prompt version
     * @param fields shares in [0,1] by name
     */
    record Result(String provider, Map<String, Double> fields) {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Eval(System.getenv())).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.isDirectory(directory)) {
            return wrong(directory + " is no directory");
        }
        var labelled = labels().stream()
                .collect(Collectors.toMap(LabelledFacts::page, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        var pages = FactPages.in(directory, labelled.keySet());
        if (pages.isEmpty()) {
            return wrong(directory + " has none of the " + labelled.size() + " labelled pages");
        }
        var before = baseline == null ? null : saved(baseline);
        System.out.println("eval: " + Machine.describe());
        System.out.printf("%d of %d labelled pages are in %s%n%n", pages.size(), labelled.size(), directory);
        try (var scope = new Scope()) {
            var config = config(prompt);
            var asked = measure(provider(config, scope), labelled, pages);
            var previous = withoutPrevious ? Optional.<Prompt>empty() : previous(config);
            var earlier = previous.isEmpty()
                    ? null
                    : measure(provider(config(previous.get().id()), scope), labelled, pages);
            var local = measure(new RulesProvider(), labelled, pages);
            if (save != null) {
                Files.write(save, Json.encode(asked.result()));
            }
            var columns =
                    Stream.of(asked, earlier, local).filter(Objects::nonNull).toList();
            return print(columns, before != null || earlier == null ? before : earlier.result());
        } catch (ConfigException | OutageException e) {
            return wrong(String.valueOf(e.getMessage()));
        }
    }

    private static int wrong(String what) {
        System.err.println("eval: " + what);
        return WRONG_INPUT;
    }

    private List<LabelledFacts> labels() throws IOException {
        if (labels == null) {
            return LabelledFacts.all();
        }
        try (var in = Files.newInputStream(labels)) {
            return LabelledFacts.read(in);
        }
    }

    private static Result saved(Path file) throws IOException {
        return Json.mapper().readValue(Files.readAllBytes(file), new TypeReference<Result>() {});
    }

    /** @param version of the prompt; null for the one of the environment */
    private ParserConfig config(@Nullable String version) {
        var variables = new HashMap<>(environment);
        variables.put("SENTINEL_PROVIDER", model == null ? provider : provider + ":" + model);
        variables.putIfAbsent("KAFKA_BOOTSTRAP_SERVERS", "not.used:1");
        variables.remove("REDIS_URL"); // an answer from the cache would measure nothing
        if (version != null) {
            variables.put("SENTINEL_PROMPT", version);
        }
        return Env.read(variables, ParserConfig::from);
    }

    private static Optional<Prompt> previous(ParserConfig config) {
        return config.llms().stream().findFirst().flatMap(llm -> llm.prompt().previous());
    }

    private static Provider provider(ParserConfig config, Scope scope) {
        if (config.llms().isEmpty()) {
            return new RulesProvider();
        }
        return LlmProviders.create(
                        config.llms(),
                        List.of(1),
                        config.shared(),
                        calls -> {},
                        scope,
                        new SimpleMeterRegistry(),
                        Clock.systemUTC())
                .providers()
                .get(0);
    }

    /** Figures of one provider. */
    private record Measured(Result result, int failed, double grounded, BigDecimal usd, List<Long> millis) {

        long percentile(double share) {
            var sorted = millis.stream().sorted().toList();
            return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
        }
    }

    private static Measured measure(
            Provider provider, Map<String, LabelledFacts> labelled, Map<String, PageFetched> pages)
            throws InterruptedException {
        var reader = new PageReader(provider, new SimpleMeterRegistry());
        var row = new FactScores.Row();
        var millis = new ArrayList<Long>();
        var usd = BigDecimal.ZERO;
        int failed = 0;
        int claimed = 0;
        int kept = 0;
        String name = provider.name();
        for (var page : pages.entrySet()) {
            var reading = reader.read(page.getValue());
            millis.add(reading.took().toMillis());
            for (LlmCall call : reading.calls()) {
                usd = call.costUsd() == null ? usd : usd.add(call.costUsd());
            }
            var claims = reading.claims();
            var record = reading.record();
            if (claims == null || record == null) {
                failed++;
                System.err.println("eval: no answer for " + page.getKey() + ": " + reading.reason());
            } else {
                claimed += claims.companies().size()
                        + claims.people().size()
                        + claims.quotes().size();
                kept += record.companies().size()
                        + record.people().size()
                        + record.quotes().size();
                name = record.provider() + "/" + record.model() + "/" + record.promptVersion();
            }
            var labels = labelled.get(page.getKey());
            if (labels != null) {
                row.add(FactScores.Reading.of(labels, record == null ? FactScores.Found.NOTHING : found(record)));
            }
        }
        double grounded = claimed == 0 ? 1 : (double) kept / claimed;
        return new Measured(new Result(name, row.values()), failed, grounded, usd, millis);
    }

    private static FactScores.Found found(BronzeArticle record) {
        return new FactScores.Found(record.companies(), record.people(), record.topics(), record.sentiment());
    }

    /**
     * @param columns the provider that was asked for, and what it stands beside
     * @param before what it must not be worse than; null for nothing
     */
    private static int print(List<Measured> columns, @Nullable Result before) {
        var asked = columns.get(0).result();
        line("", columns, m -> m.result().provider());
        int worse = 0;
        for (var field : asked.fields().entrySet()) {
            Double earlier = before == null ? null : before.fields().get(field.getKey());
            String remark = earlier != null && earlier - field.getValue() > POINT ? "worse than " + share(earlier) : "";
            worse += remark.isEmpty() ? 0 : 1;
            line(
                    field.getKey(),
                    columns,
                    m -> share(m.result().fields().getOrDefault(field.getKey(), Double.NaN)),
                    remark);
        }
        line("claims kept", columns, m -> share(m.grounded()));
        line("pages without answer", columns, m -> "" + m.failed());
        line("US dollars", columns, m -> m.usd().toPlainString());
        line("ms, p50 / p95", columns, m -> m.percentile(.5) + " / " + m.percentile(.95));
        if (before != null) {
            System.out.printf(
                    "%nCompared with %s: %d of the fields lost more than a point.%n", before.provider(), worse);
        }
        return worse > 0 ? WORSE : 0;
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static void line(String what, List<Measured> columns, Function<Measured, String> value, String... remarks) {
        System.out.printf("%-22s", what);
        columns.forEach(column -> System.out.printf(" %-36s", value.apply(column)));
        System.out.println(" " + String.join(" ", remarks));
    }
}
