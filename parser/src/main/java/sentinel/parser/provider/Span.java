package sentinel.parser.provider;

import java.util.List;

/**
 * A part of a text: {@code text.substring(start, end)}. It cuts no surrogate pair, no letter from its accents and no joined
 * emoji.
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

    /** The part of the text. */
    public String of(String text) {
        return text.substring(start, end);
    }

    /** Refuses spans that are out of order or overlap. */
    static void requireOrdered(List<Span> spans) {
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i).start() < spans.get(i - 1).end()) {
                throw new IllegalArgumentException("spans out of order: " + spans);
            }
        }
    }
}
