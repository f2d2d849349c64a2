package sentinel.api.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The counts that are asked for most. They hold for one version of the index: keys begin with it. */
final class FacetCache {

    private static final int ENTRIES = 512;

    private final Cache<String, List<FacetCount>> counts =
            Caffeine.newBuilder().maximumSize(ENTRIES).build();

    /** Null when they are not known. */
    @Nullable
    List<FacetCount> get(String key) {
        return counts.getIfPresent(key);
    }

    void put(String key, List<FacetCount> value) {
        counts.put(key, value);
    }

    void clear() {
        counts.invalidateAll();
    }
}
