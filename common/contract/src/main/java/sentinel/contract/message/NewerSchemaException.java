package sentinel.contract.message;

/**
 * A newer release wrote the message. A reader ignores fields that it does not know, but it cannot know whether such a field
 * changes the meaning of the others, and a row or result without it would look complete. It therefore refuses the message.
 * A message of an older version is read: a field that it lacks was not recorded, and is null.
 */
public final class NewerSchemaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private NewerSchemaException(String message) {
        super(message);
    }

    /**
     * Every record with a schema version calls this first.
     *
     * @param found the message's version
     * @param known the newest version that this release knows
     * @throws NewerSchemaException the message's version is newer
     */
    public static void refuse(Class<?> message, int found, int known) {
        if (found > known) {
            throw new NewerSchemaException(message.getSimpleName() + " has schema_version " + found
                    + ", and this release knows up to " + known + ": a newer release wrote it");
        }
    }
}
