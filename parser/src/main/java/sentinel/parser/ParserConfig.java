package sentinel.parser;

import static java.util.Objects.requireNonNull;

import java.util.List;
import sentinel.common.config.Env;
import sentinel.common.config.KafkaSettings;
import sentinel.parser.rules.RulesProvider;

/**
 * What the parser is told.
 *
 * @param providers in order of preference
 */
public record ParserConfig(KafkaSettings kafka, List<String> providers) {

    public ParserConfig {
        requireNonNull(kafka, "kafka");
        providers = List.copyOf(providers);
    }

    public static ParserConfig from(Env env) {
        return new ParserConfig(KafkaSettings.from(env), env.list("SENTINEL_PROVIDER", List.of(RulesProvider.NAME)));
    }
}
