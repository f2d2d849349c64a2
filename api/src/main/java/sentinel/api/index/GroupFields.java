package sentinel.api.index;

import java.io.IOException;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;
import sentinel.api.groups.Membership;

/**
 * The groups of an article as fields of its document: numbers that are read when a reply is made, and that change without the
 * rest of the document. Identifiers are kept as the numbers that they stand for.
 */
final class GroupFields {

    static final String COPY_GROUP = "copy_group";
    static final String COPIES = "copies";
    static final String STORY = "story";
    static final String STORY_SIZE = "story_size";

    /** Never changed without the document: the article that this one copies. */
    static final String COPY_OF = "copy_of";

    private GroupFields() {}

    /** For a document that exists; a value that is null is removed. */
    static Field[] of(Membership groups) {
        return new Field[] {
            new NumericDocValuesField(COPY_GROUP, groups.copyGroup()),
            new NumericDocValuesField(COPIES, Long.valueOf(groups.copies())),
            new NumericDocValuesField(STORY, groups.story()),
            new NumericDocValuesField(STORY_SIZE, Long.valueOf(groups.storySize()))
        };
    }

    static void copyOf(Document document, @Nullable Long original) {
        if (original != null) {
            document.add(new NumericDocValuesField(COPY_OF, original));
        }
    }

    /** Articles of that group; every document is looked at. */
    static Query is(String field, long group) {
        return NumericDocValuesField.newSlowExactQuery(field, group);
    }

    /** @param document its number in the leaf */
    static Membership read(LeafReader leaf, int document) throws IOException {
        var copies = value(leaf, COPIES, document);
        var size = value(leaf, STORY_SIZE, document);
        if (copies == null || size == null) {
            return Membership.ALONE;
        }
        return new Membership(
                value(leaf, COPY_GROUP, document), copies.intValue(), value(leaf, STORY, document), size.intValue());
    }

    static @Nullable Long value(LeafReader leaf, String field, int document) throws IOException {
        var values = leaf.getNumericDocValues(field);
        return values != null && values.advanceExact(document) ? Long.valueOf(values.longValue()) : null;
    }
}
