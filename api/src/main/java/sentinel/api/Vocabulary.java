package sentinel.api;

import java.util.List;
import java.util.stream.Stream;
import sentinel.contract.message.Mention;
import sentinel.contract.message.Sentiment;
import sentinel.contract.message.Source;
import sentinel.contract.table.Freshness;

/** The contract's values by the name that parameters and {@code openapi.json} call them. */
final class Vocabulary {

    private Vocabulary() {}

    /** @throws IllegalArgumentException there is no vocabulary of that name */
    static List<String> of(String name) {
        return switch (name) {
            case "source" -> Stream.of(Source.values()).map(Source::id).toList();
            case "sentiment" -> Stream.of(Sentiment.values()).map(Sentiment::id).toList();
            case "freshness" -> Stream.of(Freshness.values()).map(Freshness::id).toList();
            case "mention_kind" ->
                Stream.of(Mention.Kind.values()).map(Mention.Kind::id).toList();
            case "alignment" ->
                Stream.of(Mention.Alignment.values()).map(Mention.Alignment::id).toList();
            default -> throw new IllegalArgumentException("no vocabulary is called " + name);
        };
    }
}
