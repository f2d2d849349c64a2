/** The ledger of calls to language models, summed: what is in its table, kept up to date in memory. */
@NullMarked
package sentinel.api.costs;

import org.jspecify.annotations.NullMarked;
