package sentinel.parser.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sentinel.parser.provider.Cut;
import sentinel.parser.provider.Sentences;

/**
 * A short text that stands for an article: the page's own description if the article bears it out, and the article's first
 * sentences. All are whole; only a sentence that is too long by itself is cut, between words.
 */
final class Summary {

    static final int MAX_CHARS = 500;

    private static final int MIN_DESCRIPTION_CHARS = 50;
    private static final int MIN_PARAGRAPH_CHARS = 60;
    private static final int MIN_SENTENCE_CHARS = 30;
    /** What stands further down is no lead. */
    private static final int MAX_PARAGRAPHS = 6;

    private static final int MAX_SENTENCES = 3;
    /** A description of one sentence is followed by the lead up to this many sentences. */
    private static final int MIN_SENTENCES = 2;
    /** A sentence with a larger share of words that the summary has says the same again. */
    private static final double SAME = 0.6;

    /** Share of a description's longer words that the text must contain. */
    private static final double SUPPORT = 0.6;

    /** Lines that are about the page and not of the article. */
    private static final Pattern ASIDE = Pattern.compile(
            "(?i)(by|photo|photos|image|video|foto|bild|crédit|credit|source|quelle|fuente|updated|published|read more|read also"
                    + "|sign up|subscribe|follow us|click here|advertisement|share|copyright|lesen sie auch|lire aussi"
                    + "|lea también|leer también|читайте также|фото)\\b.*|©.*",
            Pattern.DOTALL);

    /** "LONDON (Reuters) - ", "BERLIN, 3 May — ": place and agency before the first sentence. */
    private static final Pattern DATELINE =
            Pattern.compile("^\\p{Lu}[\\p{Lu} .,/'-]{2,40}(,? [\\p{L}\\d. ]{3,20})?(\\([^)]{2,30}\\))?\\s*[-–—]+\\s+");

    private Summary() {}

    /** At most {@link #MAX_CHARS} characters, or null when the text is empty. */
    static @Nullable String of(@Nullable String description, String text, Words words) {
        var sentences = new ArrayList<String>();
        if (description != null && supported(description.strip(), words)) {
            String own = DATELINE.matcher(description.strip()).replaceFirst("");
            take(sentences, Sentences.of(own, MAX_SENTENCES), MAX_SENTENCES);
        }
        boolean described = !sentences.isEmpty();
        if (!described || sentences.size() < MIN_SENTENCES) {
            addLead(sentences, text, described ? MIN_SENTENCES : MAX_SENTENCES);
        }
        return sentences.isEmpty() ? anyWords(text) : String.join(" ", sentences);
    }

    /**
     * Takes the sentences that say something new, up to one that does not fit: what follows it may need it.
     *
     * @return whether all fitted
     */
    private static boolean take(List<String> summary, List<String> sentences, int max) {
        for (String sentence : sentences) {
            int length = summary.stream().mapToInt(taken -> taken.length() + 1).sum() + sentence.length();
            if (summary.size() == max || length > MAX_CHARS) {
                return false;
            }
            if (!isSaid(summary, sentence)) {
                summary.add(sentence);
            }
        }
        return true;
    }

    private static boolean isSaid(List<String> summary, String sentence) {
        var words = contentWords(new Words(sentence));
        var said = contentWords(new Words(String.join(" ", summary)));
        long same = words.stream().filter(said::contains).count();
        return !summary.isEmpty() && same >= SAME * words.size();
    }

    private static boolean supported(String description, Words words) {
        if (description.length() < MIN_DESCRIPTION_CHARS || !isWhole(description)) {
            return false;
        }
        var known = contentWords(words);
        var claimed = contentWords(new Words(description));
        long found = claimed.stream().filter(known::contains).count();
        return !claimed.isEmpty() && found >= SUPPORT * claimed.size();
    }

    private static Set<String> contentWords(Words words) {
        var content = new HashSet<String>();
        for (int i = 0; i < words.count(); i++) {
            if (words.end(i) - words.start(i) > 3) {
                content.add(words.lower(i).toLowerCase(Locale.ROOT));
            }
        }
        return content;
    }

    /** Whether a sentence ends as sentences do: not cut off, no heading. */
    private static boolean isWhole(String sentence) {
        if (sentence.endsWith("...") || sentence.endsWith("…")) {
            return false;
        }
        int end = sentence.length();
        while (end > 0 && "\"'”’»)]」』“".indexOf(sentence.charAt(end - 1)) >= 0) {
            end--;
        }
        return end > 0 && ".!?。！？؟۔।".indexOf(sentence.charAt(end - 1)) >= 0;
    }

    /** Adds the first whole sentences of the article's paragraphs. */
    private static void addLead(List<String> summary, String text, int max) {
        int start = 0;
        int tried = 0;
        while (start < text.length() && summary.size() < max && tried < MAX_PARAGRAPHS) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            String paragraph =
                    DATELINE.matcher(text.substring(start, end).strip()).replaceFirst("");
            start = end + 1;
            if (paragraph.length() < MIN_PARAGRAPH_CHARS
                    || ASIDE.matcher(paragraph).matches()) {
                continue; // a heading, a byline, a caption
            }
            tried++;
            for (String sentence : Sentences.of(paragraph, max)) {
                boolean usable = isWhole(sentence) && sentence.length() >= MIN_SENTENCE_CHARS;
                if (usable && !take(summary, List.of(sentence), max) && !summary.isEmpty()) {
                    return;
                }
            }
        }
    }

    /** The beginning of a text that has no sentence that fits. */
    private static @Nullable String anyWords(String text) {
        String fallback = null;
        for (String line : (Iterable<String>) text.lines().map(String::strip)::iterator) {
            if (line.length() >= MIN_PARAGRAPH_CHARS) {
                return Cut.at(DATELINE.matcher(line).replaceFirst(""), MAX_CHARS);
            }
            fallback = fallback == null && !line.isEmpty() ? line : fallback;
        }
        return fallback == null ? null : Cut.at(fallback, MAX_CHARS);
    }
}
