package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.simulator.llm.BatchBehaviour;

/**
 * A reading that is killed again and again. A kill is an Error before one of the steps that touch the provider, the journal, the
 * cache, the ledger or the caller; what a process has in its memory, answers included, is gone with it.
 */
class KilledBatchReadingTest extends BatchRig {

    private static final int KILLS = 20;
    private static final int PAGES = 60;

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String step) {
            super(step);
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENAI, 1", "OPENAI, 2", "OPENAI, 3", "ANTHROPIC, 1", "ANTHROPIC, 2", "ANTHROPIC, 3"})
    void given_a_reading_that_is_killed_20_times_when_it_goes_on_then_each_page_is_answered_and_paid_once(
            LlmKind kind, long seed) throws Exception {
        newsroom.setBatches(BatchBehaviour.GOOD.withDelay(Duration.ofMillis(30)).withTroubled(0.1));
        var pages = pages(PAGES);
        var random = new Random(seed);
        var where = new TreeSet<String>();

        for (int kills = 0; kills < KILLS; ) {
            var left = new AtomicInteger(1 + random.nextInt(25));
            var last = new AtomicReference<String>();
            cache = AnswerCache.inMemory(1_000);
            ledger = Ledger.inMemory();
            var reading = reading(kind, 100, step -> {
                boolean repeated = step.equals(last.getAndSet(step)); // once for each page: those are many
                if ((!repeated || random.nextInt(10) == 0) && left.decrementAndGet() == 0) {
                    throw new Killed(step);
                }
            });
            try {
                read(reading, pages);
            } catch (Killed e) {
                where.add(e.getMessage());
                kills++;
            }
        }
        cache = AnswerCache.inMemory(1_000);
        ledger = Ledger.inMemory();
        answered.clear();
        read(reading(kind, 100, step -> {}), pages);

        assertThat(answered).containsExactlyInAnyOrderElementsOf(pages);
        assertThat(failed).isEmpty();
        assertThat(newsroom.batchesPaid().requests()).isEqualTo(PAGES);
        assertThat(booked()).hasSize(PAGES);
        assertBooksAreTheProviders();
        assertThat(where).hasSizeGreaterThan(4);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, intend", "OPENAI, prepare", "OPENAI, create", "OPENAI, created", "OPENAI, submitted", "OPENAI, search",
        "OPENAI, look", "OPENAI, results", "OPENAI, cache", "OPENAI, publish", "OPENAI, published", "OPENAI, collected",
        "OPENAI, tell", "ANTHROPIC, create", "ANTHROPIC, created", "ANTHROPIC, search", "ANTHROPIC, published"
    })
    void given_a_reading_that_is_killed_at_each_step_when_it_goes_on_then_each_page_is_paid_once(
            LlmKind kind, String step) throws Exception {
        newsroom.setBatches(BatchBehaviour.GOOD.withDelay(Duration.ofMillis(30)));
        var pages = pages(15);
        var first = new AtomicInteger(1);
        if (step.equals("search")) { // there is one only after another kill
            kill(kind, "created", first);
            first.set(1);
        }
        kill(kind, step, first);
        cache = AnswerCache.inMemory(1_000);
        answered.clear();

        read(reading(kind), pages);

        assertThat(answered).containsExactlyInAnyOrderElementsOf(pages);
        assertThat(newsroom.batchesPaid().requests()).isEqualTo(15);
        assertThat(booked()).hasSize(15);
        assertBooksAreTheProviders();
    }

    private void kill(LlmKind kind, String step, AtomicInteger times) throws InterruptedException {
        try {
            read(
                    reading(kind, 0, at -> {
                        if (at.equals(step) && times.decrementAndGet() == 0) {
                            throw new Killed(at);
                        }
                    }),
                    pages(15));
            throw new AssertionError("there is no step " + step);
        } catch (Killed e) {
            assertThat(e).hasMessage(step);
        }
    }
}
