package sentinel.parser.llm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import sentinel.parser.provider.ClaimedFacts;

/** Answers by model, prompt version and content hash: what was read once is not paid for again. */
interface AnswerCache {

    Optional<ClaimedFacts> get(String key);

    void put(String key, ClaimedFacts facts);

    static String key(String model, String contentHash) {
        return model + ":" + Prompt.VERSION + ":" + contentHash;
    }

    /** Those of this process that are used most. */
    static AnswerCache inMemory(int entries) {
        Cache<String, ClaimedFacts> answers =
                Caffeine.newBuilder().maximumSize(entries).build();
        return new AnswerCache() {
            @Override
            public Optional<ClaimedFacts> get(String key) {
                return Optional.ofNullable(answers.getIfPresent(key));
            }

            @Override
            public void put(String key, ClaimedFacts facts) {
                answers.put(key, facts);
            }
        };
    }

    /** Asks {@code near} first, and keeps in both. */
    static AnswerCache layered(AnswerCache near, AnswerCache far) {
        return new AnswerCache() {
            @Override
            public Optional<ClaimedFacts> get(String key) {
                var found = near.get(key);
                if (found.isPresent()) {
                    return found;
                }
                var fromFar = far.get(key);
                fromFar.ifPresent(facts -> near.put(key, facts));
                return fromFar;
            }

            @Override
            public void put(String key, ClaimedFacts facts) {
                near.put(key, facts);
                far.put(key, facts);
            }
        };
    }
}
