package sentinel.silver;

/** A row of the sightings table as the fold needs it: who saw which discovered URL. */
record Seen(String discoveredUrl, String source, String sourceName) {}
