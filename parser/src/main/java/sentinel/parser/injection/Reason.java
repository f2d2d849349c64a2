package sentinel.parser.injection;

import java.util.Locale;

/** Why a text is suspected to instruct a model. */
public enum Reason {
    /** Characters that nobody sees carry text, or break up the words of an order. */
    HIDDEN_CHARACTERS,
    /** The order of reading is overridden: people and models read different texts. */
    BIDI,
    /** Written as a message of a system, a developer, or another turn of the conversation. */
    FAKE_SYSTEM_MESSAGE,
    /** Written as a call of a tool, or its result. */
    FAKE_TOOL_CALL,
    /** Written as our answer: an object with its keys. */
    FAKE_ANSWER,
    /** Written as the mark that ends the article in our question. */
    GUESSED_MARK,
    /** An order to whoever reads the text for us. */
    INSTRUCTION;

    /** As in a record: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
