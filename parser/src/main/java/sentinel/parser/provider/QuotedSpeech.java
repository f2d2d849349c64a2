package sentinel.parser.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stretches of a text that stand in quotation marks, without the marks. A stretch ends with its paragraph: each paragraph
 * of a long quote begins with a mark, and only the last one ends with one.
 */
public final class QuotedSpeech {

    /** Closing marks of each opening one. German and Danish also quote »so«. */
    private static final Map<Character, String> CLOSING = Map.ofEntries(
            Map.entry('“', "”"),
            Map.entry('„', "“”"),
            Map.entry('«', "»"),
            Map.entry('»', "«"),
            Map.entry('‹', "›"),
            Map.entry('「', "」"),
            Map.entry('『', "』"),
            Map.entry('"', "\""),
            Map.entry('‘', "’"));

    /** Marks that are sometimes forgotten at the end of a paragraph, and that are nothing else. */
    private static final String UNMISTAKABLE = "“„«「『";

    /** What an apostrophe that ends a quote follows; else it may be one of a word. */
    private static final String ENDS_SENTENCE = ".,!?…";

    private final List<Span> stretches = new ArrayList<>();

    public QuotedSpeech(String text) {
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            readParagraph(text, start, end);
            start = end + 1;
        }
    }

    /** In the order of the text, without overlap. */
    public List<Span> stretches() {
        return List.copyOf(stretches);
    }

    /** The stretch that holds the whole span. */
    public Optional<Span> around(Span span) {
        int low = 0;
        int high = stretches.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            var stretch = stretches.get(middle);
            if (stretch.end() <= span.start()) {
                low = middle + 1;
            } else if (stretch.start() > span.start()) {
                high = middle - 1;
            } else {
                return span.end() <= stretch.end() ? Optional.of(stretch) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void readParagraph(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            String closing = CLOSING.get(text.charAt(i));
            if (closing != null && opens(text, i)) {
                int end = end(text, i, to, closing);
                if (end > i + 1) {
                    stretches.add(new Span(i + 1, end));
                    i = end;
                }
            }
        }
    }

    /** A mark that looks the same at both ends opens where no word is before it. */
    private static boolean opens(String text, int i) {
        char mark = text.charAt(i);
        boolean afterWord = i > 0 && Character.isLetterOrDigit(text.charAt(i - 1));
        boolean beforeBlank = i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1));
        return switch (mark) {
            case '"', '‘', '»' -> !afterWord && !beforeBlank;
            default -> true;
        };
    }

    /** Index of the closing mark, or the end of the paragraph; -1 when the mark at {@code open} begins no quote. */
    private static int end(String text, int open, int to, String closing) {
        for (int i = open + 1; i < to; i++) {
            char c = text.charAt(i);
            if (closing.indexOf(c) >= 0 && !(c == '’' && !closesSingle(text, i))) {
                return i;
            }
        }
        return UNMISTAKABLE.indexOf(text.charAt(open)) >= 0 ? to : -1;
    }

    private static boolean closesSingle(String text, int i) {
        return ENDS_SENTENCE.indexOf(text.charAt(i - 1)) >= 0;
    }
}
