/** The gate that both sources go through: it lets each URL into {@code sentinel.urls} once. */
@NullMarked
package sentinel.producers.gate;

import org.jspecify.annotations.NullMarked;
