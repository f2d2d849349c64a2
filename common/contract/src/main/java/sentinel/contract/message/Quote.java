package sentinel.contract.message;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What somebody is quoted with: {@code body.substring(start, end)} is {@code text}, without its quotation marks.
 *
 * @param speaker a name that the body mentions, or null when it is not known who speaks
 * @param start in UTF-16 code units of the body of the same record, inclusive
 * @param end exclusive, greater than {@code start}
 */
public record Quote(String text, @Nullable String speaker, int start, int end) {

    public Quote {
        requireNonNull(text, "text");
        if (start < 0 || end - start != text.length() || text.isEmpty()) {
            throw new IllegalArgumentException("no span of the text: " + start + " to " + end);
        }
    }
}
