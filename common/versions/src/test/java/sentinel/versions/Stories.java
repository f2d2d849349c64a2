package sentinel.versions;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Texts for property tests. */
final class Stories {

    private static final String[] WORDS = {
        "council", "hall", "plan", "the", "of", "voted", "people", "for", "300", "1,200", "14:05", "years", "ago",
        "comments", "Anna", "Smith", "Monday", "die", "Rat", "école", "город", "совет", "परिषद", "會議", "shares", "said"
    };

    private Stories() {}

    /** Paragraphs of sentences: each has a word that no site writes beside its story. */
    static Arbitrary<List<String>> paragraphs() {
        var sentence = Arbitraries.of(WORDS)
                .list()
                .ofMinSize(2)
                .ofMaxSize(14)
                .map(words -> "They wrote " + String.join(" ", words) + " at last.");
        return sentence.list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(sentences -> String.join(" ", sentences))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    /** A line that a site writes beside its story, with any number. */
    static Arbitrary<String> noise() {
        var forms = Arbitraries.of(
                "%d hours ago",
                "Updated %d:05",
                "%d comments",
                "%d min read",
                "vor %d Minuten",
                "il y a %d jours",
                "%d часов назад",
                "%d小时前",
                "%d घंटे पहले",
                "Related: %d reasons why they met");
        return Combinators.combine(forms, Arbitraries.integers().between(1, 23)).as((form, n) -> form.formatted(n));
    }
}
