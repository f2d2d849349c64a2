package sentinel.service.stage;

import org.jspecify.annotations.Nullable;

/**
 * Decodes the bytes of a message. Any exception means that these bytes will never be a valid message; they are parked.
 *
 * @param <I> the decoded input
 */
@FunctionalInterface
public interface Decoder<I> {

    /**
     * Called from the loop's thread.
     *
     * @param value as in the topic; may be null
     */
    I decode(byte @Nullable [] value) throws Exception;
}
