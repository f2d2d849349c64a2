package sentinel.parser.rules;

import org.jspecify.annotations.Nullable;
import sentinel.contract.message.PageFetched;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Provider;
import sentinel.text.chars.Truncation;

/** The {@code local} provider: no key, no network, no cost; the same page always gives the same answer. */
public final class RulesProvider implements Provider {

    public static final String NAME = "local";

    /** Changes with every change of the rules or lists that changes an answer. */
    private static final String MODEL = "rules-2";

    /** Tone, topics and names of a long text are clear from its beginning; keeps the time per page bounded. */
    private static final int MAX_CHARS_READ = 40_000;

    private final Tone tone = new Tone();
    private final TopicRules topics = new TopicRules();
    private final Names names = new Names();
    private final Quotes quotes = new Quotes();

    /** Whether rules gave an answer, and no model. */
    public static boolean gave(Outcome.Origin origin) {
        return origin.provider().equals(NAME);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Outcome extract(PageFetched page, int failures, Bill bill) {
        String text = beginning(page);
        var hints = page.hints();
        String title = firstPresent(page.page().title(), page.title(), hints.title());
        var titleWords = new Words(title);
        var words = new Words(text);
        var sentiment = tone.of(page.language(), titleWords, words, hints.tone());
        var named =
                names.in(page.language(), page.page().siteName(), text, words, hints.organisations(), hints.persons());
        boolean unread = words.count() == 0; // a headline alone has no tone
        var facts = new ClaimedFacts(
                title.isEmpty() ? null : title,
                page.page().authors().isEmpty()
                        ? null
                        : String.join(", ", page.page().authors()),
                page.page().publishDate(),
                Summary.of(page.page().description(), text, words),
                unread ? null : sentiment.sentiment(),
                unread ? null : (Double) sentiment.score(),
                named.companies(),
                named.people(),
                topics.of(page.language(), titleWords, words, page.page().keywords(), hints.themes()),
                quotes.in(text, named.people()));
        return new Outcome.Extracted(facts, bill.origin(NAME, MODEL, MODEL, false));
    }

    /** What stands for an article where nobody summed it up: its own words. Null when it has none. */
    public static @Nullable String summary(PageFetched page) {
        String text = beginning(page);
        return Summary.of(page.page().description(), text, new Words(text));
    }

    private static String beginning(PageFetched page) {
        return Truncation.at(page.text(), MAX_CHARS_READ);
    }

    private static String firstPresent(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null && !text.isBlank()) {
                return text.strip();
            }
        }
        return "";
    }
}
