/** Dead-letter replay: failed messages wait in retry tiers and return to their stage, or are parked for a person. */
@NullMarked
package sentinel.dlq;

import org.jspecify.annotations.NullMarked;
