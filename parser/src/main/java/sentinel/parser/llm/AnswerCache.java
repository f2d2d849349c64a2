package sentinel.parser.llm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sentinel.parser.provider.Extraction;

/** Answers by model, prompt version and content hash: what was read once is not paid for again. */
interface AnswerCache {

    Optional<Extraction> get(String key);

    void put(String key, Extraction extraction);

    static String key(String model, String contentHash) {
        return model + ":" + Prompt.VERSION + ":" + contentHash;
    }

    /** The latest used ones of this process. */
    static AnswerCache inMemory(int entries) {
        Map<String, Extraction> answers = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Extraction> eldest) {
                return size() > entries;
            }
        });
        return new AnswerCache() {
            @Override
            public Optional<Extraction> get(String key) {
                return Optional.ofNullable(answers.get(key));
            }

            @Override
            public void put(String key, Extraction extraction) {
                answers.put(key, extraction);
            }
        };
    }

    /** Asks {@code near} first, and keeps in both. */
    static AnswerCache layered(AnswerCache near, AnswerCache far) {
        return new AnswerCache() {
            @Override
            public Optional<Extraction> get(String key) {
                var found = near.get(key);
                if (found.isPresent()) {
                    return found;
                }
                var fromFar = far.get(key);
                fromFar.ifPresent(extraction -> near.put(key, extraction));
                return fromFar;
            }

            @Override
            public void put(String key, Extraction extraction) {
                near.put(key, extraction);
                far.put(key, extraction);
            }
        };
    }
}
