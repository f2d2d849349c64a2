package sentinel.simulator.world;

import sentinel.contract.message.Source;

/**
 * One way by which an article becomes known.
 *
 * @param sourceName name of the feed, or the domain as GKG has it
 * @param url the address as announced: with tracking parameters, through a redirect, and so on
 */
public record Discovery(Source source, String sourceName, String url) {}
