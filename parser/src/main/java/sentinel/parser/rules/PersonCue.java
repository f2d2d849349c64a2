package sentinel.parser.rules;

/** What says that a phrase is a person's name. */
enum PersonCue implements Cue {
    /** A hint of the announcement that the text bears out. */
    HINTED(4),
    /** "Ann ..." */
    GIVEN_NAME(4),
    /** "Grace ...": also a common word. */
    DOUBTFUL_GIVEN_NAME(3),
    /** "Sydney ...": also a place. */
    PLACE_AS_GIVEN_NAME(2),
    /** "Zhang Wei" */
    FAMILY_NAME_FIRST(2),
    /** "Senator Ann Lee" */
    TITLE(4),
    /** "chief executive Ann Lee" */
    ROLE_BEFORE(4),
    /** "champion Ann Lee": companies and clubs are champions too. */
    DOUBTFUL_ROLE_BEFORE(3),
    /** "its chief executive, Ann Lee" */
    ROLE_BEFORE_COMMA(3),
    /** "Ann Lee, the chief executive of Acme" */
    ROLE_AFTER(4),
    /** "Ann Lee, the leader of the group": companies lead too. */
    DOUBTFUL_ROLE_AFTER(3),
    /** "Ann Lee, 34," */
    AGE(4),
    /** "John Q. Public" */
    INITIAL(3),
    /** "said Ann Lee" */
    SPEECH(2),
    /** "Ann Lee, who" */
    WHO(2),
    /** "Lee" alone, later. */
    FAMILY_NAME_ALONE(2),
    /** "Lee said", later. */
    FAMILY_NAME_SPOKE(1),
    /** "...sson" */
    FAMILY_NAME_ENDING(1),
    /** A capital that no start of a sentence explains. */
    AMID_SENTENCE(1),
    /** A name of one word that everybody knows. */
    KNOWN(4),
    /** A word of the name is a common word in the same text. */
    COMMON_WORD(-2);

    private final int points;

    PersonCue(int points) {
        this.points = points;
    }

    @Override
    public int points() {
        return points;
    }
}
