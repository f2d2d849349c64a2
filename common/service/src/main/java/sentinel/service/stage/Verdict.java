package sentinel.service.stage;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sentinel.contract.topic.FailureClass;

/** The outcome of one message. Exactly one verdict is carried out, in one transaction with the message's offset. */
public sealed interface Verdict {

    /**
     * Done: these records are passed on. There may be none, as for a page that did not change.
     *
     * @param onceCommitted runs on the loop's thread after the commit. It must not block or fail. It does not run when the
     *     process or its session ends just then, so nothing may depend on it.
     */
    record Emit(List<Output> outputs, Runnable onceCommitted) implements Verdict {
        public Emit {
            outputs = List.copyOf(outputs);
            requireNonNull(onceCommitted, "once committed");
        }

        public static Emit of(Output output) {
            return new Emit(List.of(output), () -> {});
        }

        public static Emit nothing() {
            return new Emit(List.of(), () -> {});
        }

        /** A copy with an action to run after the commit. */
        public Emit onceCommitted(Runnable action) {
            return new Emit(outputs, action);
        }
    }

    /**
     * Failed, but may succeed later: the message goes to the stage's dead-letter topic, and then to the retry tiers.
     *
     * @param errorClass one that may be retried; its name is a metric's label
     * @param reason for a person; no secrets
     * @param notBefore minimum wait, or null for the tier's own delay
     */
    record Retry(FailureClass errorClass, String reason, @Nullable Duration notBefore) implements Verdict {
        public Retry {
            requireNonNull(reason, "reason");
            if (!errorClass.mayBeRetried()) {
                throw new IllegalArgumentException(errorClass.id() + " is parked, not retried");
            }
        }
    }

    /** Failed permanently: the message goes to the stage's dead-letter topic, marked permanent, and is parked at once. */
    record Reject(FailureClass errorClass, String reason) implements Verdict {
        public Reject {
            requireNonNull(reason, "reason");
            if (!errorClass.mayBeParked()) {
                throw new IllegalArgumentException(errorClass.id() + " is retried, not parked");
            }
        }
    }

    /**
     * Another verdict, and an account of the work that led to it: records that are passed on in the same transaction, whatever
     * the verdict is.
     *
     * @param onceCommitted as in {@link Emit}; runs besides that of the other verdict
     */
    record Accounted(Verdict verdict, List<Output> account, Runnable onceCommitted) implements Verdict {
        public Accounted {
            requireNonNull(verdict, "verdict");
            account = List.copyOf(account);
            requireNonNull(onceCommitted, "once committed");
        }
    }

    /**
     * A record to produce.
     *
     * @param key may be null
     * @param value encoded; must not be changed afterwards
     */
    final class Output {
        private final String topic;
        private final @Nullable String key;
        private final byte[] value;

        public Output(String topic, @Nullable String key, byte[] value) {
            this.topic = requireNonNull(topic, "topic");
            this.key = key;
            this.value = requireNonNull(value, "value");
        }

        public String topic() {
            return topic;
        }

        public @Nullable String key() {
            return key;
        }

        /** Encoded; must not be changed. */
        public byte[] value() {
            return value;
        }

        @Override
        public String toString() {
            return topic + "/" + key + " (" + value.length + " bytes)";
        }
    }
}
