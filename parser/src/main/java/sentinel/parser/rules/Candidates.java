package sentinel.parser.rules;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that may be of one kind (people, or companies), each with the cues that its occurrences have.
 *
 * @param <C> the kind's cues
 */
final class Candidates<C extends Enum<C> & Cue> {

    /** A name with its evidence. */
    static final class Candidate<C extends Enum<C> & Cue> {
        private final EnumSet<C> cues;
        private String form;
        private int mentions;

        private Candidate(String form, Class<C> kind) {
            this.form = form;
            this.cues = EnumSet.noneOf(kind);
        }

        String form() {
            return form;
        }

        int mentions() {
            return mentions;
        }

        Set<C> cues() {
            return cues;
        }

        /** One more occurrence, under a shorter form of the name. */
        void mention(Set<C> more) {
            mentions++;
            cues.addAll(more);
        }

        /** Replaces the form by a better one. */
        void rename(String better) {
            form = better;
        }

        /** Takes the occurrences of another form of the same name; the fuller form is the name. */
        void absorb(Candidate<C> other) {
            mentions += other.mentions;
            cues.addAll(other.cues);
            lengthen(other.form);
        }

        /** A form with more words is the fuller name. */
        private void lengthen(String other) {
            if (words(other) > words(form)) {
                form = other;
            }
        }

        private static long words(String name) {
            return name.chars().filter(c -> c == ' ').count();
        }

        boolean enough() {
            return cues.stream().mapToInt(Cue::points).sum() >= Cue.ENOUGH;
        }
    }

    private final Class<C> kind;
    private final Map<String, Candidate<C>> byKey = new LinkedHashMap<>();

    Candidates(Class<C> kind) {
        this.kind = kind;
    }

    /** One more occurrence of a name. */
    Candidate<C> add(String key, String form, Set<C> cues) {
        var candidate = byKey.computeIfAbsent(key, k -> new Candidate<>(form, kind));
        candidate.mentions++;
        candidate.cues.addAll(cues);
        candidate.lengthen(form);
        return candidate;
    }

    @Nullable
    Candidate<C> get(String key) {
        return byKey.get(key);
    }

    void remove(String key) {
        byKey.remove(key);
    }

    /** All of them by key, in the order of the text. */
    Map<String, Candidate<C>> all() {
        return byKey;
    }

    /** Those with enough evidence, the most often named first, at most {@code max}. */
    List<String> accepted(int max) {
        return byKey.values().stream()
                .filter(Candidate::enough)
                .sorted(Comparator.comparingInt((Candidate<C> c) -> c.mentions)
                        .reversed()) // stable: then the order of the text
                .limit(max)
                .map(Candidate::form)
                .toList();
    }
}
