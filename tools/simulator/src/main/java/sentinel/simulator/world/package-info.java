/** What is true: sites, stories, articles with all their versions, and when each was announced where. */
package sentinel.simulator.world;
