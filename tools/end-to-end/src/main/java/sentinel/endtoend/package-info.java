/** Runs {@code ./sentinel} as a user does. */
@NullMarked
package sentinel.endtoend;

import org.jspecify.annotations.NullMarked;
