package sentinel.silver;

import java.util.List;

/** Texts of the hashes that tests name: one whole text, a part of it, and any others. */
final class TestTexts {

    /** The whole text that {@link #SHORTENED} is a part of. */
    static final String WHOLE = "h0";

    /** The first sentences of {@link #WHOLE}, cut off. */
    static final String SHORTENED = "part";

    static final List<String> HASHES = List.of(WHOLE, "h1", "h2", SHORTENED);

    private static final String OPENING =
            """
            The council of the harbour town voted on Tuesday to rebuild the old ferry terminal. The work is to begin in \
            spring and will take two years, the mayor said after the meeting. Residents had asked for a decision since \
            the winter storms.""";

    private static final String REST =
            """
            The plans include a wider quay, a covered hall for travellers and a bridge for bicycles. Fishermen fear that \
            the building site will block the entrance to the inner harbour for months. The council promised them a \
            temporary berth on the northern side.

            The costs are shared by the town, the county and the ferry company. An earlier plan had failed because the \
            company refused to pay for the bridge. This time it signed the contract before the vote. The opposition \
            called the sum careless, but did not vote against it.""";

    private TestTexts() {}

    static String of(String hash) {
        return switch (hash) {
            case WHOLE -> OPENING + "\n\n" + REST;
            case SHORTENED -> OPENING.substring(0, OPENING.length() - 20);
            default -> "Body of " + hash;
        };
    }
}
