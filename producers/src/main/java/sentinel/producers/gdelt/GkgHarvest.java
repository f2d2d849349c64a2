package sentinel.producers.gdelt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import sentinel.contract.message.Source;
import sentinel.contract.url.UrlIdentity;
import sentinel.producers.gate.Discovery;
import sentinel.producers.gate.SkipReason;

/** What one GKG file yields: discoveries up to a cap, and how many rows yield none, by reason. */
final class GkgHarvest implements Consumer<String> {

    private final GkgFilter filter;
    private final int cap;
    private final Instant now;
    private final List<Discovery> discoveries = new ArrayList<>();
    private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);

    GkgHarvest(GkgFilter filter, int cap, Instant now) {
        this.filter = filter;
        this.cap = cap;
        this.now = now;
    }

    @Override
    public void accept(String line) {
        GkgRow.parse(line).ifPresentOrElse(this::take, () -> skip(SkipReason.MALFORMED));
    }

    private void take(GkgRow row) {
        if (!row.web()) {
            skip(SkipReason.NOT_WEB);
        } else if (!filter.wants(row)) {
            skip(SkipReason.FILTERED);
        } else if (discoveries.size() >= cap) {
            skip(SkipReason.OVER_CAP);
        } else {
            String site = row.domain().isEmpty()
                    ? UrlIdentity.registeredDomain(row.document()).orElse("")
                    : row.domain();
            Discovery.of(row.document(), Source.GDELT, site, row.recordId(), row.published(), now, row.hints())
                    .ifPresentOrElse(discoveries::add, () -> skip(SkipReason.NO_LINK));
        }
    }

    List<Discovery> discoveries() {
        return List.copyOf(discoveries);
    }

    Map<SkipReason, Integer> skipped() {
        return Map.copyOf(skipped);
    }

    private void skip(SkipReason reason) {
        skipped.merge(reason, 1, Integer::sum);
    }
}
