package sentinel.parser.injection;

/**
 * What the sentences of a paragraph do.
 *
 * @param override tells somebody to ignore the instructions before
 * @param overrideUnquoted the same, and nobody is quoted
 * @param followed the same, and tells what to do instead
 * @param address speaks to a model
 * @param addressUnquoted the same, and nobody is quoted
 * @param directed tells a model, or whoever processes the text, what to do; nobody is quoted
 * @param order tells what is to be in a part of our answer
 * @param task speaks of a new task, or of the reader's answer
 * @param assignment gives the tone a value
 */
record Speech(
        boolean override,
        boolean overrideUnquoted,
        boolean followed,
        boolean address,
        boolean addressUnquoted,
        boolean directed,
        boolean order,
        boolean task,
        boolean assignment) {

    static final Speech NOTHING = new Speech(false, false, false, false, false, false, false, false, false);

    boolean any() {
        return override || address || order || task;
    }

    /** Half of these may be quoted in an article about such orders; then it must be about our answer, too. */
    boolean instructs() {
        return ((override || address) && order)
                || (overrideUnquoted && (followed || task))
                || (addressUnquoted && (override || task))
                || directed
                || assignment;
    }
}
