/** Reads dates in the forms in which programs and people write them. */
@NullMarked
package sentinel.text.date;

import org.jspecify.annotations.NullMarked;
