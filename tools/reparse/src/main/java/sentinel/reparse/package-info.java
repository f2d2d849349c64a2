/** Texts of Silver, read again with another prompt or model. */
@NullMarked
package sentinel.reparse;

import org.jspecify.annotations.NullMarked;
