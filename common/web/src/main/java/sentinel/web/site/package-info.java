/** What sites keep for robots at a fixed path of each origin: {@code robots.txt} and reservations of mining. */
package sentinel.web.site;
