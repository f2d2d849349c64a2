/** Silver as the API reads it: its rows, and what each of its versions changed, by Delta Kernel. */
@NullMarked
package sentinel.api.silver;

import org.jspecify.annotations.NullMarked;
