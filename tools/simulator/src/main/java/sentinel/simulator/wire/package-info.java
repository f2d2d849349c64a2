/** Texts of news agencies as many sites carry them, and texts that only look like copies. */
@NullMarked
package sentinel.simulator.wire;

import org.jspecify.annotations.NullMarked;
