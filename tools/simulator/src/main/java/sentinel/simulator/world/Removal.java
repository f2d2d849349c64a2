package sentinel.simulator.world;

import java.time.Instant;

/**
 * An article's page was deleted.
 *
 * @param status 404 or 410
 */
public record Removal(Instant at, int status) {}
