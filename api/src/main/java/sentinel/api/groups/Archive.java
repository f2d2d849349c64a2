package sentinel.api.groups;

import org.jspecify.annotations.Nullable;

/** The articles as they were after the batch before. */
public interface Archive {

    /** An article, or null when there is none. */
    @Nullable
    Report report(long id);

    /** The groups that were kept with an article, or null when there is none. */
    @Nullable
    Membership membership(long id);
}
