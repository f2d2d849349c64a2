package sentinel.api.index;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import sentinel.api.groups.Membership;
import sentinel.contract.table.SilverColumn;

/** An article as the index keeps it. */
public final class StoredArticle {

    /** What only a reader of the single article needs: the body, what lies in it, and its versions. */
    public static final Set<SilverColumn> DETAILS =
            Set.of(SilverColumn.BODY, SilverColumn.MENTIONS, SilverColumn.QUOTES, SilverColumn.VERSIONS);

    private final byte[] json;
    private final byte @Nullable [] details;
    private final Membership groups;

    StoredArticle(byte[] json, byte @Nullable [] details, Membership groups) {
        this.json = json;
        this.details = details;
        this.groups = groups;
    }

    /** The groups that the article is in. */
    public Membership groups() {
        return groups;
    }

    /** Every served column but the {@link #DETAILS}: one JSON object in UTF-8, never empty. Not to be changed. */
    public byte[] json() {
        return json;
    }

    /** The {@link #DETAILS} in the same form, or null when they were not asked for. */
    public byte @Nullable [] details() {
        return details;
    }
}
