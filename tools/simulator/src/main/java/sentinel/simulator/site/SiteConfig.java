package sentinel.simulator.site;

import java.time.Duration;

/**
 * How the sites answer.
 *
 * @param seed of what varies from answer to answer
 * @param feedItems most items in one feed
 * @param noise whether pages differ at every request in what is not the article
 * @param ballast bytes that a page of an article is larger than the article needs
 */
public record SiteConfig(long seed, Duration latency, Duration slowPage, int feedItems, int ballast, boolean noise) {}
