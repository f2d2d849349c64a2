package sentinel.parser.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PostingsTest {

    @Property(tries = 200)
    void given_any_changes_when_asked_then_it_has_what_a_map_has(
            @ForAll @Size(max = 3_000) List<@IntRange(max = 4_000) Integer> changes) {
        var postings = new Postings();
        var expected = new HashMap<Integer, Set<Integer>>();
        for (int change : changes) {
            int hash = change % 40 * 0x01234567; // some near each other, some negative
            int document = change / 40 % 20;
            var documents = expected.computeIfAbsent(hash, h -> new TreeSet<>());
            if (documents.remove(document)) {
                postings.remove(hash, document);
            } else {
                documents.add(document);
                postings.add(hash, document);
            }
        }
        for (int i = 0; i < 40; i++) {
            int hash = i * 0x01234567;
            assertThat(found(postings, hash)).isEqualTo(expected.getOrDefault(hash, Set.of()));
        }
        assertThat(postings.size()).isEqualTo(size(expected));
    }

    @Test
    void given_a_hash_of_many_documents_when_more_are_added_then_they_are_left_out_and_may_be_removed() {
        var postings = new Postings();
        for (int document = 0; document < 5_000; document++) {
            postings.add(-7, document);
            postings.add(document, document);
        }
        assertThat(found(postings, -7)).hasSize(Postings.MAX_DOCUMENTS);
        for (int document = 0; document < 5_000; document++) {
            postings.remove(-7, document);
            assertThat(found(postings, document)).containsExactly(document);
        }
        assertThat(found(postings, -7)).isEmpty();
        assertThat(postings.size()).isEqualTo(5_000);
    }

    private static int size(Map<Integer, Set<Integer>> documents) {
        return documents.values().stream().mapToInt(Set::size).sum();
    }

    private static Set<Integer> found(Postings postings, int hash) {
        var documents = new int[Postings.MAX_DOCUMENTS];
        int count = postings.find(hash, documents);
        return new TreeSet<>(Arrays.stream(documents, 0, count).boxed().toList());
    }
}
