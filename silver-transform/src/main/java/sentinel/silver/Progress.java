package sentinel.silver;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far Silver has read its two sources, as it is stored in Silver's own commits: as a Delta transaction identifier
 * ({@code txn} action), which is atomic with the rows, survives checkpoints and log clean-up, and makes a second
 * application of the same batch a no-op.
 *
 * <p>The identifier's {@code appId} says which tables were read, {@code sentinel-silver-RULES/EPOCH/BRONZE-ID/SIGHTINGS-ID}
 * ({@code -} for a table that was not there); its {@code version} holds both table versions: {@code (bronze + 1) << 31 |
 * (sightings + 1)}, which grows whenever either does. A new epoch begins where it need not grow: when the set of tables
 * changes, and at a full fold. The highest epoch counts.
 *
 * <p>The first part also says by which rules the rows were folded ({@code sentinel-silver-2}; the first rules have no
 * number): a Silver that was made by others is folded again from all of Bronze.
 *
 * @param rules that made the rows, see {@link #RULES}
 * @param bronzeVersion last version of Bronze that is in Silver; -1 for none
 * @param sightingsVersion last version of sightings that is in Silver; -1 for none
 */
record Progress(int rules, int epoch, String bronzeId, String sightingsId, long bronzeVersion, long sightingsVersion) {

    /** The rules of this code. 2: order by fetch time; dates that cannot be are none. 3: later readings of the same text count.
     * 4: a text is what a reader sees of it; versions have classes. */
    static final int RULES = 4;

    /** Stands for a table that does not exist. */
    static final String NO_TABLE = "-";

    private static final int BITS = 31;
    private static final long MASK = (1L << BITS) - 1;
    private static final Pattern APP_ID = Pattern.compile("sentinel-silver(?:-(\\d+))?/(\\d+)/([^/]+)/([^/]+)");

    /** By the rules of this code. */
    Progress(int epoch, String bronzeId, String sightingsId, long bronzeVersion, long sightingsVersion) {
        this(RULES, epoch, bronzeId, sightingsId, bronzeVersion, sightingsVersion);
    }

    Progress {
        requireNonNull(bronzeId, "bronze id");
        requireNonNull(sightingsId, "sightings id");
        if (bronzeVersion < -1 || bronzeVersion >= MASK || sightingsVersion < -1 || sightingsVersion >= MASK) {
            throw new IllegalArgumentException(
                    "not table versions: bronze " + bronzeVersion + ", sightings " + sightingsVersion);
        }
    }

    /** From a snapshot's transaction identifiers, ours and others; empty when Silver has read nothing yet. */
    static Optional<Progress> latest(Collection<Map.Entry<String, Long>> transactions) {
        return transactions.stream()
                .flatMap(txn -> decode(txn.getKey(), txn.getValue()).stream())
                .max(Comparator.comparingInt(Progress::rules).thenComparingInt(Progress::epoch));
    }

    private static Optional<Progress> decode(String appId, long version) {
        var match = APP_ID.matcher(appId);
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Progress(
                match.group(1) == null ? 1 : Integer.parseInt(match.group(1)),
                Integer.parseInt(match.group(2)),
                match.group(3),
                match.group(4),
                (version >> BITS) - 1,
                (version & MASK) - 1));
    }

    String appId() {
        return "sentinel-silver" + (rules == 1 ? "" : "-" + rules) + "/" + epoch + "/" + bronzeId + "/" + sightingsId;
    }

    long txnVersion() {
        return (bronzeVersion + 1) << BITS | (sightingsVersion + 1);
    }

    /** Further on, over the same Bronze. */
    Progress to(long bronze, String sightings, long sightingsTo) {
        return new Progress(
                rules, sightings.equals(sightingsId) ? epoch : epoch + 1, bronzeId, sightings, bronze, sightingsTo);
    }

    /** How many versions lie between this and a later one. */
    long versionsUntil(Progress later) {
        return later.bronzeVersion - bronzeVersion + later.sightingsVersion - sightingsVersion;
    }
}
