package sentinel.parser.provider;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a page mentions a name or a date: a claim that the page does not support is not passed on as a fact. {@link
 * Mentions} says what counts as a mention.
 */
public final class Grounding {

    private final List<Mentions> texts = new ArrayList<>();
    private final String language;

    /**
     * @param language ISO 639-1 code, or null
     * @param texts where to look, the article's body first; null ones are skipped
     */
    public Grounding(@Nullable String language, @Nullable String... texts) {
        for (var text : texts) {
            this.texts.add(new Mentions(language, text == null ? "" : text));
        }
        this.language = language == null ? "en" : language;
    }

    /** Whether one of the texts has the name. */
    public boolean mentions(String name) {
        return texts.stream().anyMatch(text -> !text.of(name).isEmpty());
    }

    /** Where the body has the name; nowhere when only another text has it. */
    public List<Mentions.Place> inBody(String name) {
        return texts.get(0).of(name);
    }

    /** Where the body first has the words of a phrase, whatever stands between and around them but for letters. */
    public Optional<Span> phraseInBody(String phrase) {
        return texts.get(0).phrase(phrase);
    }

    /** The day, written in digits or with the month's name in the text's language or English. */
    public boolean mentionsDay(Instant instant) {
        var date = instant.atZone(ZoneOffset.UTC).toLocalDate();
        int year = date.getYear();
        int month = date.getMonthValue();
        int day = date.getDayOfMonth();
        for (var numeric : new String[] {
            "%d %d %d".formatted(year, month, day),
            "%d %02d %02d".formatted(year, month, day),
            "%02d %02d %d".formatted(day, month, year),
            "%d %d %d".formatted(day, month, year),
            "%02d %02d %d".formatted(month, day, year),
            "%d %d %d".formatted(month, day, year)
        }) {
            if (says(numeric)) {
                return true;
            }
        }
        for (var locale : new Locale[] {Locale.ENGLISH, Locale.forLanguageTag(language)}) {
            for (var style : new TextStyle[] {TextStyle.FULL, TextStyle.SHORT}) {
                String name = date.getMonth().getDisplayName(style, locale);
                for (var ordinal : new String[] {"" + day, day + "st", day + "nd", day + "rd", day + "th"}) {
                    if (says(ordinal + " " + name + " " + year) || says(name + " " + ordinal + " " + year)) {
                        return true;
                    }
                }
                if (says(day + " de " + name + " de " + year)) { // Spanish, Portuguese
                    return true;
                }
            }
        }
        return false;
    }

    private boolean says(String phrase) {
        return texts.stream().anyMatch(text -> text.says(phrase));
    }
}
