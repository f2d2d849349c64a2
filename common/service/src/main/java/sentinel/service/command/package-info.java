/** Commands for a Sentinel that is running. */
@NullMarked
package sentinel.service.command;

import org.jspecify.annotations.NullMarked;
