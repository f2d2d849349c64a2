/** Consumes the topics of messages and appends their rows to the Bronze tables, with the offsets in the same commit. */
@NullMarked
package sentinel.bronze;

import org.jspecify.annotations.NullMarked;
