package sentinel.parser.rules;

/** What says that a phrase is a company's name. */
enum CompanyCue implements Cue {
    /** A hint of the announcement that the text bears out. */
    HINTED(4),
    KNOWN(4),
    /** Well known, but also a common word, a place or a person: "Apple". */
    DOUBTFUL(2),
    /** "Acme Corp" */
    LEGAL_FORM(4),
    /** "Acme Airlines" */
    TRADE(3),
    /** "Acme Energy" */
    WEAK_TRADE(2),
    /** "Springfield Gazette" */
    MEDIA(3),
    /** "Acme (NYSE: ACM)" */
    TICKER(4),
    /** "the chipmaker Acme" */
    KIND_BEFORE(3),
    /** "the website Acme" */
    DOUBTFUL_KIND_BEFORE(2),
    /** "Acme, a maker of ropes" */
    KIND_AFTER(4),
    /** "chief executive of Acme", "Acme CEO" */
    OFFICE(3),
    /** "shares of Acme", "Acme shares" */
    SHARES(3),
    /** "an analyst at Acme" */
    EMPLOYER(4),
    /** "according to Acme", "a study by Acme" */
    SOURCE(2),
    /** "Banco ...": also the beginning of other names. */
    HEAD(2),
    /** "Ropes & Knots" */
    AMPERSAND(1),
    /** The page's own site. */
    SITE(3),
    /** "told Acme" */
    TOLD(2),
    /** "Acme said" */
    SPOKE(1),
    /** "Acme launched" */
    BUSINESS_VERB(1),
    /** The name comes back. */
    REPEATED(1),
    /** A capital that no start of a sentence explains. */
    AMID_SENTENCE(1),
    /** The word is known, and amid a sentence nothing but a capital makes it a name. */
    DOUBTFUL_AMID_SENTENCE(2),
    /** A word of the name is a common word in the same text. */
    COMMON_WORD(-3);

    private final int points;

    CompanyCue(int points) {
        this.points = points;
    }

    @Override
    public int points() {
        return points;
    }
}
