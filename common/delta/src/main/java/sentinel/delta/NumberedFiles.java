package sentinel.delta;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files by small numbers, from 1, which take less room in an index than their paths. A file keeps its number with another vector. */
final class NumberedFiles {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, LiveFile> files = new HashMap<>();
    private int last;

    /** Takes a file, or the same file with another vector; its number. */
    int put(LiveFile file) {
        int number = numbers.computeIfAbsent(file.path(), path -> ++last);
        files.put(number, file);
        return number;
    }

    boolean has(LiveFile file) {
        return numbers.containsKey(file.path());
    }

    /** Whether rows of the file that are deleted in the one that is known are not deleted in this one. */
    boolean lacksRowsOf(LiveFile file) {
        return has(file) && !file.deleted().contains(of(file.path()).deleted());
    }

    /** Null when the file of the number was forgotten. */
    @Nullable
    LiveFile get(int number) {
        return files.get(number);
    }

    LiveFile of(String path) {
        return requireNonNull(files.get(requireNonNull(numbers.get(path), "a known path")), "a known file");
    }

    List<LiveFile> all() {
        return new ArrayList<>(files.values());
    }

    void forget(LiveFile file) {
        var number = numbers.remove(file.path());
        if (number != null) {
            files.remove(number);
        }
    }

    void clear() {
        numbers.clear();
        files.clear();
    }
}
