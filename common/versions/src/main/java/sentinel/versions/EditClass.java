package sentinel.versions;

import java.util.Locale;

/** What kind of edit makes a version out of the one before. */
public enum EditClass {
    /** Spelling, punctuation, case, articles and the like, sentences in another order: a reader learns nothing else. */
    COSMETIC,
    /** Another headline over a text that is the same, or differs in cosmetic things. */
    HEADLINE,
    /** A number, name, date or quotation is another one within a sentence that both versions have. */
    FACTUAL,
    /** There is more text, and what was there stays. */
    ADDED,
    /** There is less text, and the rest stays. */
    REMOVED,
    /** Other words in place of what was there. */
    REWRITTEN;

    /** Its name in tables and messages. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The class of an {@link #id}.
     *
     * @throws IllegalArgumentException there is none of that name
     */
    public static EditClass of(String id) {
        for (var editClass : values()) {
            if (editClass.id().equals(id)) {
                return editClass;
            }
        }
        throw new IllegalArgumentException("'" + id + "' is no class of edits");
    }
}
