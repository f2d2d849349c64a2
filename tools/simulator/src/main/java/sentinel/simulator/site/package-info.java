/** What the world looks like on the wire: pages, feeds, GDELT files, robots.txt. */
@NullMarked
package sentinel.simulator.site;

import org.jspecify.annotations.NullMarked;
