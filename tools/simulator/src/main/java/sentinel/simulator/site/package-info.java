/** What the world looks like on the wire: pages, feeds, GDELT files, robots.txt. */
package sentinel.simulator.site;
