package sentinel.fetcher;

/** The wishes of sites that are heeded, beside robots.txt ({@code SENTINEL_HONOUR}). */
enum Honour {
    /** A page that is not to be found again is not taken: the API is a search engine. */
    NOINDEX,
    /** A page of which no copy is to be kept: read, but not archived. */
    NOARCHIVE,
    /** A page whose mining is reserved (TDM Reservation Protocol): not taken. */
    TDM
}
