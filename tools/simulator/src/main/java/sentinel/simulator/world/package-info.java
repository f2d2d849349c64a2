/** What is true: sites, stories, articles with all their versions, and when each was announced where. */
@NullMarked
package sentinel.simulator.world;

import org.jspecify.annotations.NullMarked;
