package sentinel.service.stage;

import java.util.concurrent.CompletionStage;

/**
 * One step of the pipeline: it turns a message into a {@link Verdict}. The {@link StageLoop} calls {@code begin} on
 * its own thread, for up to a window of messages before the first is finished. Therefore {@code begin} only starts the
 * work (on the stage's own threads, or asynchronously) and returns at once.
 *
 * <p>The returned stage may complete exceptionally:
 *
 * <ul>
 *   <li>{@link OutageException}: our own outage (Redis, the LLM's account, the disk). The loop pauses and passes this
 *       message again later. No message moves.
 *   <li>Any other exception: our bug. It counts as one failed attempt of this message ({@link Verdict.Retry}). The other
 *       messages continue.
 * </ul>
 *
 * @param <I> the decoded input
 */
@FunctionalInterface
public interface Stage<I> {

    CompletionStage<Verdict> begin(Input<I> input);
}
