package sentinel.parser.rules;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sentinel.parser.provider.Cut;
import sentinel.parser.provider.Sentences;

/** A short text that stands for an article: the page's own description if the article bears it out, else its lead. */
final class Summary {

    static final int MAX_CHARS = 400;

    private static final int MIN_DESCRIPTION_CHARS = 50;
    private static final int MIN_PARAGRAPH_CHARS = 60;
    private static final int LEAD_SENTENCES = 3;
    /** Share of a description's longer words that the text must contain. */
    private static final double SUPPORT = 0.6;

    /** "LONDON (Reuters) - ", "BERLIN, 3 May — ": place and agency before the first sentence. */
    private static final Pattern DATELINE =
            Pattern.compile("^\\p{Lu}[\\p{Lu} .,/'-]{2,40}(,? [\\p{L}\\d. ]{3,20})?(\\([^)]{2,30}\\))?\\s*[-–—]+\\s+");

    private Summary() {}

    /** At most {@link #MAX_CHARS} characters, or null when the text is empty. */
    static @Nullable String of(@Nullable String description, String text, Words words) {
        if (description != null && supported(description.strip(), words)) {
            return Cut.at(description.strip(), MAX_CHARS);
        }
        return lead(text);
    }

    private static boolean supported(String description, Words words) {
        if (description.length() < MIN_DESCRIPTION_CHARS || description.endsWith("...") || description.endsWith("…")) {
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

    private static @Nullable String lead(String text) {
        var lead = new StringBuilder();
        int sentences = 0;
        String fallback = null;
        int start = 0;
        while (start < text.length() && sentences < LEAD_SENTENCES) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            String paragraph =
                    DATELINE.matcher(text.substring(start, end).strip()).replaceFirst("");
            start = end + 1;
            if (fallback == null && !paragraph.isEmpty()) {
                fallback = paragraph;
            }
            if (paragraph.length() < MIN_PARAGRAPH_CHARS) {
                continue; // a heading, a byline, a caption
            }
            for (String sentence : Sentences.of(paragraph, LEAD_SENTENCES - sentences)) {
                if (lead.length() > 0 && lead.length() + 1 + sentence.length() > MAX_CHARS) {
                    return lead.toString();
                }
                lead.append(lead.length() > 0 ? " " : "").append(sentence);
                sentences++;
            }
        }
        String found = lead.length() > 0 ? lead.toString() : fallback;
        return found == null ? null : Cut.at(found, MAX_CHARS);
    }
}
