package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sentinel.parser.provider.ClaimedFacts;

/** Answers by model, prompt version and content hash: what was read once is not paid for again. */
interface AnswerCache {

    /**
     * What a model said of a text.
     *
     * @param costUsd of the calls that it took; null when the price is not known
     */
    record Answer(ClaimedFacts facts, @Nullable BigDecimal costUsd) {
        public Answer {
            requireNonNull(facts, "facts");
        }
    }

    Optional<Answer> get(String key);

    void put(String key, Answer answer);

    /**
     * Whether the caller is to ask the model; otherwise another replica is asking it now. The claim ends with {@link #release},
     * or when the replica that has it must have failed.
     */
    boolean claim(String key);

    void release(String key);

    static String key(String model, String contentHash) {
        return key(model, Prompt.VERSION, contentHash);
    }

    static String key(String model, String promptVersion, String contentHash) {
        return model + ":" + promptVersion + ":" + contentHash;
    }

    /** Those of this process that are used most. */
    static AnswerCache inMemory(int entries) {
        Cache<String, Answer> answers =
                Caffeine.newBuilder().maximumSize(entries).build();
        return new AnswerCache() {
            @Override
            public Optional<Answer> get(String key) {
                return Optional.ofNullable(answers.getIfPresent(key));
            }

            @Override
            public void put(String key, Answer answer) {
                answers.put(key, answer);
            }

            @Override
            public boolean claim(String key) {
                return true; // there is no other replica
            }

            @Override
            public void release(String key) {}
        };
    }

    /** Asks {@code near} first, and keeps in both. */
    static AnswerCache layered(AnswerCache near, AnswerCache far) {
        return new AnswerCache() {
            @Override
            public Optional<Answer> get(String key) {
                var found = near.get(key);
                if (found.isPresent()) {
                    return found;
                }
                var fromFar = far.get(key);
                fromFar.ifPresent(answer -> near.put(key, answer));
                return fromFar;
            }

            @Override
            public void put(String key, Answer answer) {
                near.put(key, answer);
                far.put(key, answer);
            }

            @Override
            public boolean claim(String key) {
                return far.claim(key);
            }

            @Override
            public void release(String key) {
                far.release(key);
            }
        };
    }
}
