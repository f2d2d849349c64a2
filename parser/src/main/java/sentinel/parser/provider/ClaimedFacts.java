package sentinel.parser.provider;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Sentiment;

/**
 * What a provider read out of one page: claims, not facts yet ({@link Grounding} decides which of them the page
 * supports). Absent values are null, absent lists empty.
 *
 * @param author all authors, separated by ", "
 * @param sentimentScore in [-1,1]
 */
public record ClaimedFacts(
        @Nullable String title,
        @Nullable String author,
        @Nullable Instant publishDate,
        @Nullable String summary,
        @Nullable Sentiment sentiment,
        @Nullable Double sentimentScore,
        List<String> companies,
        List<String> people,
        List<String> topics,
        List<ClaimedQuote> quotes) {

    public ClaimedFacts {
        if (sentimentScore != null && !(sentimentScore >= -1 && sentimentScore <= 1)) {
            throw new IllegalArgumentException("sentiment score must be in [-1,1], not " + sentimentScore);
        }
        companies = companies == null ? List.of() : List.copyOf(companies);
        people = people == null ? List.of() : List.copyOf(people);
        topics = topics == null ? List.of() : List.copyOf(topics);
        quotes = quotes == null ? List.of() : List.copyOf(quotes);
    }

    /** The claims that another text of the same news may bear out, without title, author and date: each page has its own. */
    public ClaimedFacts ofTheText() {
        return new ClaimedFacts(
                null, null, null, summary, sentiment, sentimentScore, companies, people, topics, quotes);
    }
}
