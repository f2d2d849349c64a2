package sentinel.dlq;

import static sentinel.dlq.DlqReplayConfig.TIERS;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sentinel.contract.topic.Topics;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.contract.topic.Topics.RetryTier;

/** The way of one stage's dead letters: first tier after the first failure, and so on; then parked for a person. */
final class Tiers {

    private final DlqReplayConfig config;
    private final DeadLetterStage stage;

    Tiers(DlqReplayConfig config, DeadLetterStage stage) {
        this.config = config;
        this.stage = stage;
    }

    /** For the stage's dead letters: into the tier that their number of failures asks for, or parked. */
    Rule.Step sort(ConsumerRecord<byte[], byte[]> message, Instant now) {
        var letter = Letter.read(message.headers());
        if (letter.isEmpty() || letter.get().permanent() || letter.get().attempts() > TIERS.size()) {
            return new Rule.Step.MoveTo(topics().parked(stage));
        }
        var tier = TIERS.get(letter.get().attempts() - 1);
        return new Rule.Step.MoveTo(topics().retry(stage, waitingFor(letter.get(), tier, now)));
    }

    /**
     * For a tier: back to the stage when the tier's delay is over. One that a server asked to wait longer still goes
     * round another tier, and never stays in the way of those behind it.
     */
    Rule.Step await(RetryTier tier, ConsumerRecord<byte[], byte[]> message, Instant now) {
        Optional<Letter> letter = Letter.read(message.headers());
        if (letter.isEmpty()) {
            return new Rule.Step.MoveTo(topics().parked(stage));
        }
        return Rule.after(config.delay(tier), (waited, at) -> afterWait(letter.get(), at))
                .of(message, now);
    }

    private Rule.Step afterWait(Letter letter, Instant now) {
        return now.isBefore(letter.notBefore())
                ? new Rule.Step.MoveTo(topics().retry(stage, waitingFor(letter, RetryTier.FIRST, now)))
                : new Rule.Step.MoveTo(topics().inputOf(stage));
    }

    /** The first tier, from one on, that is left when the letter may be tried; the last if none is that long. */
    private RetryTier waitingFor(Letter letter, RetryTier from, Instant now) {
        return TIERS.stream()
                .filter(tier -> tier.compareTo(from) >= 0)
                .filter(tier -> !now.plus(config.delay(tier)).isBefore(letter.notBefore()))
                .findFirst()
                .orElse(TIERS.get(TIERS.size() - 1));
    }

    private Topics topics() {
        return config.kafka().topics();
    }
}
