package sentinel.api.groups;

import org.jspecify.annotations.Nullable;

/**
 * The groups of one article. A group has two articles or more and is named by the earliest of them.
 *
 * @param copyGroup the earliest article with the same text, or null when there is no other
 * @param copies articles with the same text, this one included
 * @param story the earliest article that tells of the same event, or null when there is no other
 * @param storySize articles that tell of the same event, copies and this one included
 */
public record Membership(@Nullable Long copyGroup, int copies, @Nullable Long story, int storySize) {

    /** An article that shares neither text nor event with another. */
    public static final Membership ALONE = new Membership(null, 1, null, 1);
}
