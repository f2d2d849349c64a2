package sentinel.api.index;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last counts that were asked for. They hold for one version of the index: keys begin with it. */
final class FacetCache {

    private static final int ENTRIES = 512;

    private final Map<String, List<FacetCount>> counts = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<FacetCount>> eldest) {
            return size() > ENTRIES;
        }
    };

    synchronized List<FacetCount> get(String key) {
        return counts.get(key);
    }

    synchronized void put(String key, List<FacetCount> value) {
        counts.put(key, value);
    }

    synchronized void clear() {
        counts.clear();
    }
}
