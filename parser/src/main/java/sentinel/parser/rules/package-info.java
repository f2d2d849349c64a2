/** The {@code local} provider: metadata, hints and word lists. No key, no network, no cost. */
@NullMarked
package sentinel.parser.rules;

import org.jspecify.annotations.NullMarked;
