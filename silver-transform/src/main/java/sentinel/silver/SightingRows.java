package sentinel.silver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import sentinel.delta.LiveFile;

/** Sightings as the fold reads them: new ones by their files, older ones by the URL that was seen. */
final class SightingRows {

    private static final RowShape ROW = new RowShape(Columns.OF_SIGHTINGS);

    private final SourceTable sightings;
    private final SightingIndex index = new SightingIndex();
    private boolean indexed;

    SightingRows(SourceTable sightings) {
        this.sightings = sightings;
    }

    /** The distinct sightings in some files. */
    List<Seen> read(List<LiveFile> files) {
        var seen = new ArrayList<Seen>();
        for (var file : files) {
            sightings.read(file, ROW, (position, row) -> of(row).forEach(seen::add));
        }
        seen.forEach(index::add);
        return seen.stream().distinct().toList();
    }

    /** Every sighting of some URLs; perhaps some that are not in Silver yet: they will be new once more, which does no harm. */
    List<Seen> of(Set<String> discoveredUrls) {
        if (!indexed) {
            for (var file : sightings.files()) {
                sightings.read(file, ROW, (position, row) -> of(row).forEach(index::add));
            }
            indexed = true;
        }
        return index.of(discoveredUrls);
    }

    private static Stream<Seen> of(Row row) {
        return row.getAs("normalized_url") == null ? Stream.of() : Stream.of(Columns.seen(row));
    }
}
