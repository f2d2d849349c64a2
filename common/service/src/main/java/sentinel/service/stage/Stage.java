package sentinel.service.stage;

import java.util.concurrent.CompletionStage;

/**
 * One step of the pipeline: a message in, a {@link Verdict} out. The {@link StageLoop} calls {@code begin} from its own
 * thread, for up to a window of messages before the first is finished; so {@code begin} only starts the work (on the
 * stage's own threads, or asynchronously) and returns at once.
 *
 * <p>The returned stage may complete exceptionally:
 *
 * <ul>
 *   <li>{@link OutageException}: our own outage (Redis, the LLM's account, the disk). The loop pauses and gives this
 *       message again later; nothing moves.
 *   <li>anything else: our bug, met by this message. It counts as one failed attempt of this message ({@link
 *       Verdict.Retry}); the others go on.
 * </ul>
 *
 * @param <I> the decoded input
 */
@FunctionalInterface
public interface Stage<I> {

    CompletionStage<Verdict> begin(Input<I> input);
}
