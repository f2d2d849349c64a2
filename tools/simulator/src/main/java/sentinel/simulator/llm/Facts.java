package sentinel.simulator.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a good model would say of an article.
 *
 * @param author null when none is known; several are joined by commas
 * @param publishDate ISO-8601, null when unknown
 */
record Facts(
        String title,
        @Nullable String author,
        @Nullable String publishDate,
        String summary,
        String sentiment,
        double sentimentScore,
        List<String> companies,
        List<String> people,
        List<String> topics,
        String language) {}
