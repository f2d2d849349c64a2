package sentinel.api.index;

/** How many articles have a value. */
public record FacetCount(String value, int count) {}
