/** The {@code local} provider: metadata, hints and word lists. No key, no network, no cost. */
package sentinel.parser.rules;
