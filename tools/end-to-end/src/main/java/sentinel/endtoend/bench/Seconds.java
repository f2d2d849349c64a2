package sentinel.endtoend.bench;

import java.util.Collection;
import java.util.List;

/** Measured times in seconds, sorted. */
record Seconds(List<Double> sorted) {

    Seconds {
        sorted = List.copyOf(sorted);
    }

    static Seconds of(Collection<Double> seconds) {
        return new Seconds(seconds.stream().sorted().toList());
    }

    int count() {
        return sorted.size();
    }

    /** NaN when nothing was measured. */
    double percentile(int percent) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
