/** What sites keep for robots at a fixed path of each origin: {@code robots.txt} and reservations of mining. */
@NullMarked
package sentinel.web.site;

import org.jspecify.annotations.NullMarked;
