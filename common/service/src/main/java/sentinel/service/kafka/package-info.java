/** Creates topics, watches them, and ends transactions that stay open. */
@NullMarked
package sentinel.service.kafka;

import org.jspecify.annotations.NullMarked;
