/** Texts that are cut to a length. */
@NullMarked
package sentinel.text.chars;

import org.jspecify.annotations.NullMarked;
