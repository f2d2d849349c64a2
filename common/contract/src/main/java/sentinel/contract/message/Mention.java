package sentinel.contract.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A place where the body of an article has the name of a company or a person: {@code body.substring(start, end)} is the name
 * as the text writes it. Spans of two names may overlap: "Bank" is in "Deutsche Bank".
 *
 * @param name the entry of {@code companies} or {@code people}
 * @param start in UTF-16 code units of the body of the same record, inclusive
 * @param end exclusive, greater than {@code start}
 */
public record Mention(Kind kind, String name, Alignment alignment, int start, int end) {

    public Mention {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(alignment, "alignment");
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("no span: " + start + " to " + end);
        }
    }

    /** What has the name. */
    public enum Kind {
        COMPANY,
        PERSON;

        /** The name on the wire, in the tables and in replies: lower case. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Kind of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
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

        /** The name on the wire, in the tables and in replies: lower case. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Alignment of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }
}
