/** Kafka and Redis for one machine. */
@NullMarked
package sentinel.embedded;

import org.jspecify.annotations.NullMarked;
