package sentinel.parser;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import sentinel.contract.message.PageFetched;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.parser.copies.CopyProvider;
import sentinel.parser.edits.Edits;
import sentinel.parser.edits.QuietPeriod;
import sentinel.parser.llm.LlmProviders;
import sentinel.parser.provider.Provider;
import sentinel.parser.provider.ProviderChain;
import sentinel.parser.rules.RulesProvider;
import sentinel.service.kafka.TopicCreator;
import sentinel.service.run.Loop;
import sentinel.service.run.ServiceContext;
import sentinel.service.run.ServiceMain;
import sentinel.service.stage.StageLoop;

/** From clean text to a structured, validated, scored record: {@code raw_html} to {@code parsed_articles}. */
public final class ParserMain {

    private static final String NAME = "parser";

    /** A model takes seconds for an answer; a quarter of one more, and many answers share a transaction. */
    private static final Duration INTERVAL_WITH_MODELS = Duration.ofMillis(250);

    private ParserMain() {}

    public static void main(String[] args) {
        ServiceMain.run(NAME, ParserConfig::from, ParserMain::wire);
    }

    /** Needs Kafka; the providers are first spoken to when there is a page. */
    public static Loop wire(ParserConfig config, ServiceContext context) {
        var kafka = config.kafka();
        TopicCreator.createMissing(kafka.bootstrapServers(), kafka.topics());
        var rules = new RulesProvider();
        var llms = llms(config, context);
        var stage = new ParseStage(
                provider(config, rules, llms, context),
                rules,
                new ArticleAssembly(Clock.systemUTC(), new UngroundedClaims(context.metrics())),
                new LedgerEntries(llms.journal(), kafka.topics().llmCalls()),
                edits(config, context),
                pool(config.threads(), context),
                kafka.topics());
        var settings = StageLoop.Settings.of(kafka, NAME, kafka.topics().rawHtml(), DeadLetterStage.PARSE);
        if (!llms.providers().isEmpty()) {
            settings = settings.withCommitInterval(INTERVAL_WITH_MODELS);
        }
        return new StageLoop<>(settings, PageFetched.class, stage, context.metrics(), context.health());
    }

    private static LlmProviders.Created llms(ParserConfig config, ServiceContext context) {
        var publisher = context.scope().add(new LedgerPublisher(config.kafka()));
        return LlmProviders.create(
                config.llms(),
                config.rungs(),
                config.shared(),
                publisher::publish,
                context.scope(),
                context.metrics(),
                Clock.systemUTC());
    }

    /** The chain; where it has models, behind a search for copies that need none. */
    private static Provider provider(
            ParserConfig config, RulesProvider rules, LlmProviders.Created llms, ServiceContext context) {
        var byName = new HashMap<String, Provider>(Map.of(rules.name(), rules));
        llms.providers().forEach(provider -> byName.put(provider.name(), provider));
        var chain =
                new ProviderChain(config.providers().stream().map(byName::get).toList(), config.whenSpent());
        return llms.providers().isEmpty() || config.copies().documents() == 0
                ? chain
                : new CopyProvider(
                        chain,
                        origin -> !RulesProvider.gave(origin),
                        llms.answers(),
                        config.copies(),
                        context.metrics(),
                        Clock.systemUTC());
    }

    /** Without a model, reading costs nothing. */
    private static Edits edits(ParserConfig config, ServiceContext context) {
        return config.llms().isEmpty() || config.edits().quietPeriod().isZero()
                ? Edits.allRead()
                : new QuietPeriod(context.metrics(), Clock.systemUTC());
    }

    private static ExecutorService pool(int threads, ServiceContext context) {
        var number = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, NAME + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        context.scope().add(pool::shutdownNow);
        return pool;
    }
}
