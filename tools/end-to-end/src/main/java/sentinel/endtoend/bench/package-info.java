/** The benchmarks of {@code ./sentinel bench}. */
@NullMarked
package sentinel.endtoend.bench;

import org.jspecify.annotations.NullMarked;
