package sentinel.parser.provider;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;

/**
 * A name that the page supports, and where the article's body has it.
 *
 * @param name as it is kept
 * @param alignment the strongest that any occurrence has
 * @param spans in the order of the body, without overlap, at most {@link Mentions#MAX_SPANS}; none when only another text of
 *     the page, such as its title, has the name. Spans of two names may overlap: "Bank" is in "Deutsche Bank"
 */
public record Mention(Kind kind, String name, Alignment alignment, List<Span> spans) {

    public Mention {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(alignment, "alignment");
        spans = Span.ordered(spans);
    }

    public enum Kind {
        COMPANY,
        PERSON;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the name and the text agree, the strongest first. */
    public enum Alignment {
        /** Character by character. */
        EXACT,
        /**
         * But for case, accents, width, punctuation, white space and invisible characters; a leading article, a possessive 's
         * and legal forms at the end of the name may be absent.
         */
        FOLDED,
        /** But for the ends of words as well, in a language that inflects names. */
        INFLECTED;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A part of a text: {@code text.substring(start, end)} is the name as the text writes it. It cuts no surrogate pair, no
     * letter from its accents and no joined emoji.
     *
     * @param start in UTF-16 code units, inclusive
     * @param end exclusive, greater than {@code start}
     */
    public record Span(int start, int end) {

        public Span {
            if (start < 0 || end <= start) {
                throw new IllegalArgumentException("no span: " + start + " to " + end);
            }
        }

        /** A copy; refuses spans that are out of order or overlap. */
        static List<Span> ordered(List<Span> spans) {
            var copy = List.copyOf(spans);
            for (int i = 1; i < copy.size(); i++) {
                if (copy.get(i).start() < copy.get(i - 1).end()) {
                    throw new IllegalArgumentException("spans out of order: " + copy);
                }
            }
            return copy;
        }
    }
}
