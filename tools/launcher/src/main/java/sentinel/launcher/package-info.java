/** Sentinel on one machine: all services in one process, with the commands to run it and to see how it is. */
@NullMarked
package sentinel.launcher;

import org.jspecify.annotations.NullMarked;
