package sentinel.parser.rules;

/** A sign that a phrase names a person, or a company. Signs add up; each kind counts once for a name. */
interface Cue {

    /** Points that make a name. */
    int ENOUGH = 4;

    int points();
}
