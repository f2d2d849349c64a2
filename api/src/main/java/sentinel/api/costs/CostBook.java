package sentinel.api.costs;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums of the ledger at one version of its table. Immutable; its size is the number of days times that of providers, models,
 * sources and rungs.
 */
public final class CostBook {

    static final CostBook EMPTY = new CostBook(-1, Map.of());

    private final long version;
    private final Map<Key, Costs> sums;

    CostBook(long version, Map<Key, Costs> sums) {
        this.version = version;
        this.sums = Map.copyOf(sums);
    }

    /**
     * What sums are kept by.
     *
     * @param day of the call, UTC
     * @param source of the article; null for a probe of a provider
     */
    record Key(LocalDate day, String provider, String model, @Nullable String source, int rung) {

        @Nullable
        Object of(Dimension dimension) {
            return switch (dimension) {
                case DAY -> day.toString();
                case PROVIDER -> provider;
                case MODEL -> model;
                case SOURCE -> source;
                case RUNG -> rung;
            };
        }
    }

    /** A group of calls: its value in each dimension that was asked for, and their sums. */
    public record Group(Map<String, @Nullable Object> values, Costs costs) {}

    /** Version of the ledger's table; -1 when there is none. */
    public long version() {
        return version;
    }

    Map<Key, Costs> sums() {
        return sums;
    }

    /** The sums of the days, by the dimensions; sorted by their values, the newest day first. */
    public List<Group> by(Set<Dimension> dimensions, LocalDate from, LocalDate to) {
        var groups = new TreeMap<String, Group>();
        sums.forEach((key, costs) -> {
            if (!key.day().isBefore(from) && !key.day().isAfter(to)) {
                var values = new LinkedHashMap<String, @Nullable Object>();
                var order = new StringBuilder();
                for (var dimension : Dimension.values()) {
                    if (dimensions.contains(dimension)) {
                        values.put(dimension.id(), key.of(dimension));
                        order.append(sortable(dimension, key)).append('\0');
                    }
                }
                groups.merge(
                        order.toString(),
                        new Group(values, costs),
                        (a, b) -> new Group(a.values(), a.costs().plus(b.costs())));
            }
        });
        return List.copyOf(groups.values());
    }

    /** The sum of the days. */
    public Group total(LocalDate from, LocalDate to) {
        var all = by(Set.of(), from, to);
        return all.isEmpty() ? new Group(Map.of(), Costs.NONE) : all.get(0);
    }

    private static String sortable(Dimension dimension, Key key) {
        return dimension == Dimension.DAY
                ? "%019d".formatted(Long.MAX_VALUE - key.day().toEpochDay())
                : String.valueOf(key.of(dimension));
    }

    /** Sums that grow. */
    static final class Builder {
        private final Map<Key, Costs> sums;

        Builder(CostBook from) {
            this.sums = new HashMap<>(from.sums);
        }

        void add(Key key, Costs costs) {
            sums.merge(key, costs, Costs::plus);
        }

        CostBook at(long version) {
            return new CostBook(version, sums);
        }
    }
}
