package sentinel.contract.topic;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a message failed, as {@link ErrorHeaders#CLASS} says it: a class of our own, or the status that a site answered. */
public sealed interface FailureClass permits ErrorClass, HttpFailure {

    /** The name in the header, in metrics and in logs; short and stable. */
    String id();

    /** One line for a person. */
    String meaning();

    Replay replay();

    /** What the dead-letter replay does with a message of the class. */
    enum Replay {
        /** The message is tried again after each delay, and then parked. */
        RETRIED,
        /** The message is parked at once. */
        PARKED,
        /** Either, by the failure itself; the header {@link ErrorHeaders#KIND} says which. */
        EITHER
    }

    /** Whether a message may be tried again for this class. */
    default boolean mayBeRetried() {
        return replay() != Replay.PARKED;
    }

    /** Whether a message may be parked at once for this class. */
    default boolean mayBeParked() {
        return replay() != Replay.RETRIED;
    }

    /**
     * The class of a header.
     *
     * @return empty for a class that this release does not write, as an older or a newer one may have
     */
    static Optional<FailureClass> of(String id) {
        if (Pattern.matches("http_\\d{1,3}", id)) {
            return Optional.of(new HttpFailure(Integer.parseInt(id.substring("http_".length()))));
        }
        return Stream.of(ErrorClass.values())
                .filter(known -> known.id().equals(id))
                .map(FailureClass.class::cast)
                .findFirst();
    }
}
