package sentinel.parser.llm;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of an answer, in their order; a {@link Prompt} asks for some of them or for all. The question, the schema that
 * the provider is told ({@link AnswerSchema}) and what is made of an answer ({@link AnswerReader}) all follow from this list.
 */
enum AnswerField {
    TITLE(Type.TEXT, 8_000, "the headline as published; \"\" if there is none.", "headline"),
    AUTHOR(
            Type.NAMES,
            8_000,
            "the names of the authors as published, separated by \", \"; \"\" if none are named.",
            "authors",
            "byline"),
    PUBLISH_DATE(
            Type.DATE,
            8_000,
            "the date of publication in ISO 8601 (2026-03-01 or 2026-03-01T09:30:00Z), only if the article states it;"
                    + " else \"\".",
            "publisheddate",
            "publicationdate",
            "datepublished",
            "publishedat",
            "date"),
    /** The one field without which an answer is of no use: the other facts are mostly on the page as well. */
    SUMMARY(
            Type.TEXT,
            8_000,
            "two or three sentences in the language of the article, at most 400 characters, neutral in tone.",
            "abstract"),
    SENTIMENT(
            Type.TONE,
            8_000,
            "the tone of the news for those it is about: positive, neutral, negative, or mixed if strong good and bad news"
                    + " stand side by side."),
    SENTIMENT_SCORE(Type.SCORE, 1, "from -1 (very negative) to 1 (very positive), 0 for neutral.", "score"),
    COMPANIES(
            Type.LIST,
            200,
            "names of companies that the article mentions, as it writes them; no ministries, parties, clubs, universities"
                    + " or other bodies. At most 15, the most important first.",
            "company"),
    PEOPLE(
            Type.LIST,
            200,
            "full names of persons that the article mentions, as it writes them, without titles. At most 15.",
            "persons",
            "person"),
    TOPICS(
            Type.LIST,
            200,
            "one to five short English topics in lower case, such as politics, economy, business, markets, technology,"
                    + " artificial intelligence, science, health, environment, energy, conflict, diplomacy, crime, law,"
                    + " disaster, sports, entertainment, culture, education, transport, migration.",
            "topic",
            "tags"),
    QUOTES(
            Type.QUOTES,
            50,
            "what persons are quoted with in quotation marks: objects with text (verbatim, character by character, without"
                    + " the marks; never two parts joined) and speaker (the full name as the article writes it, or \"\")."
                    + " At most 5, the most important first, each of at most 300 characters.",
            "quotations",
            "quote");

    /** What a field holds, and what its bound means. */
    enum Type {
        /** A text of so many characters. */
        TEXT,
        /** Names in one text, separated by ", ", of so many characters. */
        NAMES,
        /** A date in a text. */
        DATE,
        /** One of the contract's sentiments, in a text. */
        TONE,
        /** A number between the bound and its negative, that agrees with the tone. */
        SCORE,
        /** So many texts. */
        LIST,
        /** So many objects with a text and a speaker. */
        QUOTES
    }

    private final Type type;
    private final int bound;
    private final String asked;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> spellings;

    /** @param others names under which models give the field as well: letters in lower case */
    AnswerField(Type type, int bound, String asked, String... others) {
        this.type = type;
        this.bound = bound;
        this.asked = asked;
        this.spellings =
                Stream.concat(Stream.of(letters(name())), Stream.of(others)).toList();
    }

    /** The name in the answer: lower case. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    Type type() {
        return type;
    }

    /** What is kept at most; its unit follows from the type. */
    int bound() {
        return bound;
    }

    /** How near a key is to the field's name: 0 for the name itself, -1 when it is another field's. */
    int rank(String key) {
        return spellings.indexOf(letters(key));
    }

    private static String letters(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    static List<String> ids(Collection<AnswerField> fields) {
        return fields.stream().map(AnswerField::id).toList();
    }

    /** The part of the question that says what each of these fields is. */
    static String question(Collection<AnswerField> fields) {
        return fields.stream()
                .map(field -> "- " + field.id() + ": " + field.asked)
                .collect(Collectors.joining("\n"));
    }
}
