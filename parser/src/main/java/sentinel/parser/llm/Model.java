package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the catalogue.
 *
 * @param name of a model, or the beginning of the names of several
 * @param contextTokens that question and answer may have together; null when it is not known
 */
record Model(String name, Price price, @Nullable Integer contextTokens) {
    Model {
        requireNonNull(name, "name");
        requireNonNull(price, "price");
    }
}
