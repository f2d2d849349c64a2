package sentinel.dlq;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.contract.topic.Topics.RetryTier;
import sentinel.service.kafka.TopicCreator;
import sentinel.service.run.Loop;
import sentinel.service.run.ServiceContext;
import sentinel.service.run.ServiceMain;
import sentinel.service.stage.TransactionalLoop;

/**
 * Messages that wait. Dead letters of every stage: retried after a while, three times, then parked. Pages of edited articles:
 * read after their quiet period. Each topic has clients and a thread of its own, so that waiting in one never delays another.
 */
public final class DlqReplayMain {

    private static final String NAME = "dlq-replay";

    private DlqReplayMain() {}

    public static void main(String[] args) {
        ServiceMain.run(NAME, DlqReplayConfig::from, DlqReplayMain::wire);
    }

    public static Loop wire(DlqReplayConfig config, ServiceContext context) {
        TopicCreator.createMissing(
                config.kafka().bootstrapServers(), config.kafka().topics());
        var topics = config.kafka().topics();
        var loops = new ArrayList<TransactionalLoop>();
        for (var stage : DeadLetterStage.values()) {
            var tiers = new Tiers(config, stage);
            loops.add(loop(config, context, topics.deadLetters(stage), stage.id(), tiers::sort));
            for (var tier : RetryTier.values()) {
                loops.add(loop(
                        config,
                        context,
                        topics.retry(stage, tier),
                        stage.id() + ".retry." + tier.id(),
                        (message, now) -> tiers.await(tier, message, now)));
            }
        }
        var read = new Rule.Step.MoveTo(topics.rawHtml());
        loops.add(loop(
                config,
                context,
                topics.edits(),
                "edits",
                Rule.after(config.edits().quietPeriod(), (page, now) -> read)));
        context.health().check(NAME + ".kafka", () -> loops.stream()
                .map(loop -> loop.problem().map(problem -> loop.name() + ": " + problem))
                .flatMap(Optional::stream)
                .findFirst());
        return Loop.all(loops.toArray(Loop[]::new));
    }

    private static TransactionalLoop loop(
            DlqReplayConfig config, ServiceContext context, String topic, String name, Rule rule) {
        var restarts = context.metrics().counter("sentinel.dlq.restarts", "from", topic);
        return new TransactionalLoop(
                config.kafka(),
                NAME + "." + name,
                topic,
                session -> new Replay(session, rule, context.metrics(), Clock.systemUTC()),
                restarts::increment);
    }
}
