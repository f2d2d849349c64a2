package sentinel.parser.llm;

/**
 * Tokens of one call.
 *
 * @param input of the whole question, those of the provider's cache included
 * @param cachedInput of these, how many the provider read from its cache
 * @param cacheWrite of these, how many the provider wrote to its cache
 * @param output of the answer, thoughts included
 */
record Usage(int input, int cachedInput, int cacheWrite, int output) {

    static final Usage NONE = uncached(0, 0);

    static Usage uncached(int input, int output) {
        return new Usage(input, 0, 0, output);
    }

    int total() {
        return input + output;
    }
}
