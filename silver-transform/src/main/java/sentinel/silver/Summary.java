package sentinel.silver;

/**
 * What a batch did: kept with Silver's commit, and logged.
 *
 * @param rows Bronze rows read that count (low scores do not)
 * @param sightings sightings read
 * @param inserted articles that are new in Silver
 * @param updated articles with new content, or with a late row that changed their history
 * @param touched articles of which only sources or bookkeeping changed
 * @param removed articles that Bronze does not have (only ever by {@code --full})
 * @param refolded articles of which a row was late, folded from all their rows
 * @param leftOut Bronze rows that cannot be folded
 */
record Summary(
        long rows,
        long sightings,
        long inserted,
        long updated,
        long touched,
        long removed,
        long refolded,
        LeftOut leftOut) {

    boolean changedNothing() {
        return inserted + updated + touched + removed == 0;
    }

    String json(Progress progress, String mode) {
        return String.format(
                "{\"mode\":\"%s\",\"bronze_version\":%d,\"sightings_version\":%d,\"rows\":%d,\"sightings\":%d,"
                        + "\"inserted\":%d,\"updated\":%d,\"touched\":%d,\"removed\":%d,\"refolded\":%d,"
                        + "\"left_out\":%d}",
                mode,
                progress.bronzeVersion(),
                progress.sightingsVersion(),
                rows,
                sightings,
                inserted,
                updated,
                touched,
                removed,
                refolded,
                leftOut.count());
    }

    @Override
    public String toString() {
        return String.format(
                "rows=%d sightings=%d inserted=%d updated=%d touched=%d removed=%d refolded=%d left_out=%d",
                rows, sightings, inserted, updated, touched, removed, refolded, leftOut.count());
    }
}
