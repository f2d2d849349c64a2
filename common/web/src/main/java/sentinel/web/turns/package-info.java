/** Whose turn it is: one host at a time, with a gap between its requests, alone or shared with other instances. */
@NullMarked
package sentinel.web.turns;

import org.jspecify.annotations.NullMarked;
