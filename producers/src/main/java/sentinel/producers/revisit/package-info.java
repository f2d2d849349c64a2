/** Schedules further visits of stored articles, most where edits are likely. */
@NullMarked
package sentinel.producers.revisit;

import org.jspecify.annotations.NullMarked;
