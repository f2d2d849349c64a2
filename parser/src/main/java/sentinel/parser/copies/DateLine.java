package sentinel.parser.copies;

import java.util.regex.Pattern;

/**
 * Place, day and agency before the first sentence: "LONDON, Nov 27 (Reuters) - ", "Berlin (dpa) – ", "PARIS — ",
 * "新华社北京11月27日电". Sites change and drop them, so they are no part of the text that is compared.
 */
final class DateLine {

    private static final String DASH = "[-–—―]{1,2}";

    private static final Pattern OPENING = Pattern.compile("\\s*+(?:"
            + "(?:\\p{Lu}[^()\\n]{0,50})?\\([^()\\n\\d]{2,30}\\)[ \u00A0]?+" + DASH + "\\s"
            + "|\\p{Lu}[\\p{Lu}\\p{M}.'’/ -]{1,40}(?:, ?[\\p{L}\\d. ]{2,16})? " + DASH + "\\s"
            + "|[（(]?[\\p{IsHan}]{2,14}\\d{1,2}月\\d{1,2}日[电電讯訊][）)]?)");

    /** A byline or a headline may stand before it. */
    private static final int PARAGRAPHS = 3;

    private DateLine() {}

    /** Where the text of the paragraph that starts at {@code start} begins. */
    static int end(String text, int start, int paragraph) {
        if (paragraph >= PARAGRAPHS) {
            return start;
        }
        var opening = OPENING.matcher(text).region(start, text.length());
        return opening.lookingAt() ? opening.end() : start;
    }
}
