package sentinel.service.stage;

/**
 * Reads a message's bytes. Whatever it throws means that these bytes will never be a message: they are parked.
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
    I decode(byte[] value) throws Exception;
}
