package sentinel.producers.gate;

/**
 * What the gate did with a batch: {@code announced + l1Hits + l2Hits} is the number of discoveries offered.
 *
 * @param l1Hits records that their source had shown before
 * @param l2Hits new records with a URL that is known
 * @param sightings those of {@code l2Hits} whose URL came from another source
 */
public record Tally(int announced, int l1Hits, int l2Hits, int sightings) {

    public static final Tally NOTHING = new Tally(0, 0, 0, 0);

    public Tally plus(Tally other) {
        return new Tally(
                announced + other.announced, l1Hits + other.l1Hits, l2Hits + other.l2Hits, sightings + other.sightings);
    }

    /** Records that their source had not shown before. */
    public int newRecords() {
        return announced + l2Hits;
    }
}
