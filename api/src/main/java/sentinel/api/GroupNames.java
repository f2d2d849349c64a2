package sentinel.api;

import java.util.List;

/** The groups of an article as a reply names them, beside Silver's columns. */
final class GroupNames {

    static final String COPY_GROUP = "copy_group";
    static final String COPIES = "copies";
    static final String STORY = "story";
    static final String STORY_SIZE = "story_size";

    static final List<String> ALL = List.of(COPY_GROUP, COPIES, STORY, STORY_SIZE);

    private GroupNames() {}
}
