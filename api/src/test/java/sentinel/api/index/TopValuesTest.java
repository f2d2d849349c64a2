package sentinel.api.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;

/** The most frequent values, found over any segments, are those that counting all of them gives. */
class TopValuesTest {

    @Property(tries = 60)
    void given_many_rare_values_in_many_segments_when_counted_then_same_as_by_brute_force(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int segments,
            @ForAll @IntRange(min = 1, max = 400) int values,
            @ForAll @IntRange(min = 1, max = 20) int limit,
            @ForAll boolean flat)
            throws IOException {
        var random = new Random(seed);
        var expected = new TreeMap<String, Integer>();
        try (var directory = new ByteBuffersDirectory()) {
            var config = new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE);
            try (var writer = new IndexWriter(directory, config)) {
                for (int segment = 0; segment < segments; segment++) {
                    for (int article = 0; article < 60; article++) {
                        writer.addDocument(article(random, values, flat, expected));
                    }
                    writer.commit();
                }
            }
            try (var reader = DirectoryReader.open(directory)) {
                var counter =
                        new IndexSearcher(reader).search(new MatchAllDocsQuery(), FacetCounter.of(Set.of(Facet.TOPIC)));
                assertThat(counter.top(Facet.TOPIC, limit))
                        .isEqualTo(expected.entrySet().stream()
                                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                                .limit(limit)
                                .map(entry -> new FacetCount(entry.getKey(), entry.getValue()))
                                .toList());
            }
        }
    }

    private static Document article(Random random, int values, boolean flat, Map<String, Integer> counts) {
        var names = new TreeSet<String>();
        for (int i = random.nextInt(8); i > 0; i--) {
            int value = flat ? random.nextInt(values) : (int) Math.pow(values, random.nextDouble());
            names.add("v" + value);
        }
        var document = new Document();
        for (String name : names) {
            counts.merge(name, 1, Integer::sum);
            document.add(new SortedSetDocValuesField(Facet.TOPIC.valueField(), new BytesRef(name)));
        }
        return document;
    }
}
