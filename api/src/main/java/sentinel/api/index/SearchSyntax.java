package sentinel.api.index;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the operators of other search engines in a text: what would be read as a word, and find something else than was
 * meant. A word that merely holds such a character ({@code AT&T}, {@code co-op}, {@code 3:1}, {@code C++}, {@code what?})
 * is a word; so is everything in quotes.
 */
public final class SearchSyntax {

    /** What {@link TextQuery} understands, for people. */
    public static final String UNDERSTOOD = "all words, \"a phrase\", -without, this OR that, prefix*";

    /**
     * An operator that is not understood.
     *
     * @param sign as it is to be named
     * @param instead how the text itself is searched for
     */
    public record Operator(String sign, String instead) {}

    private static final Pattern PART = Pattern.compile("\"[^\"]*\"?[~^]?|[^\\s\"]+");
    private static final Pattern PREFIX = Pattern.compile("[\\p{L}\\p{M}\\p{N}]{2,}\\*");
    private static final Pattern QUOTE_WITH_MARK = Pattern.compile("\".*\"([~^])");
    private static final Pattern WORDS = Pattern.compile("AND|NOT");
    private static final Pattern SYMBOLS = Pattern.compile("&&|\\|\\|");
    private static final Pattern LEADING = Pattern.compile("([!+(])[-!+(]*(?:\\p{L}|$)");
    private static final Pattern RANGE = Pattern.compile("[\\[{]\\S+\\s+TO\\s+\\S+[\\]}]");
    private static final Pattern FIELD = Pattern.compile("([A-Za-z_]{2,}):(?!//)\\S*");
    private static final Pattern WILDCARD = Pattern.compile("[*]|\\?(?=[\\p{L}\\p{N}])");
    private static final Pattern HEBREW_ABBREVIATION = Pattern.compile("(?<=\\p{IsHebrew})\"(?=\\p{IsHebrew})");
    private static final Pattern TRAILING = Pattern.compile("[\\p{L}\\p{N}]([~^])(?:\\d+(?:\\.\\d+)?)?");

    /** Names of fields, here and in other engines: with a colon they are one however they are written. */
    private static final Set<String> FIELDS = Set.of(
            "title",
            "intitle",
            "headline",
            "body",
            "text",
            "summary",
            "author",
            "source",
            "site",
            "url",
            "inurl",
            "domain",
            "company",
            "companies",
            "person",
            "people",
            "topic",
            "topics",
            "tag",
            "tags",
            "category",
            "language",
            "lang",
            "sentiment",
            "score",
            "date",
            "published",
            "before",
            "after",
            "since",
            "until",
            "from",
            "to",
            "freshness",
            "id",
            "name",
            "type",
            "filetype",
            "keyword",
            "keywords",
            "country",
            "location",
            "entity",
            "org");

    private SearchSyntax() {}

    /** The first operator of {@code text} that is not understood; empty when all can be answered. */
    public static Optional<Operator> notUnderstood(String text) {
        String plain = straightQuotes(text);
        if (RANGE.matcher(outsideQuotes(plain)).find()) {
            return Optional.of(
                    new Operator("[ TO ]", "leave the brackets out, or search by the filters of dates and scores"));
        }
        Matcher parts = PART.matcher(plain);
        while (parts.find()) {
            boolean afterWord = parts.start() > 0 && !Character.isWhitespace(plain.charAt(parts.start() - 1));
            boolean beforeQuote = parts.end() < plain.length() && plain.charAt(parts.end()) == '"';
            var operator = operator(parts.group(), afterWord, beforeQuote);
            if (operator.isPresent()) {
                return operator;
            }
        }
        return Optional.empty();
    }

    private static Optional<Operator> operator(String part, boolean afterQuote, boolean beforeQuote) {
        if (part.startsWith("\"")) {
            var marked = QUOTE_WITH_MARK.matcher(part);
            return marked.matches() ? Optional.of(new Operator(marked.group(1), "leave it out")) : Optional.empty();
        }
        if (part.contains("://") || (afterQuote && !beforeQuote)) {
            return Optional.empty();
        }
        if (WORDS.matcher(part).matches()) {
            String instead = "write \"" + part + "\" in quotes or " + part.toLowerCase(Locale.ROOT) + " in lower case";
            return Optional.of(new Operator(part, instead));
        }
        var symbols = SYMBOLS.matcher(part);
        if (symbols.find()) {
            return quoted(symbols.group(), part);
        }
        String bare = part.startsWith("-") ? part.substring(1) : part;
        var leading = LEADING.matcher(bare);
        boolean applied = leading.lookingAt() && (hasLetters(bare) || beforeQuote || bare.equals("("));
        if (applied) {
            return quoted(leading.group(1).equals("(") ? "( )" : leading.group(1), part);
        }
        var field = FIELD.matcher(bare);
        if (field.lookingAt() && isField(field.group(1), bare.length() > field.end(1) + 1 || beforeQuote)) {
            return beforeQuote
                    ? Optional.of(new Operator(field.group(1) + ":", "leave it out"))
                    : quoted(field.group(1) + ":", part);
        }
        var wildcard = WILDCARD.matcher(bare);
        if (hasLetters(bare) && wildcard.find() && !PREFIX.matcher(bare).matches()) {
            return wildcard(wildcard.group(), part);
        }
        var trailing = TRAILING.matcher(bare);
        while (trailing.find()) {
            if (trailing.end() == bare.length()) {
                return quoted(trailing.group(1), part);
            }
        }
        return Optional.empty();
    }

    /** A field's name in lower case with a value: {@code title:profit}, but not {@code Mission:Impossible}, {@code note: all}. */
    private static boolean isField(String name, boolean valued) {
        return valued && (name.equals(name.toLowerCase(Locale.ROOT)) || FIELDS.contains(name.toLowerCase(Locale.ROOT)));
    }

    private static Optional<Operator> wildcard(String sign, String part) {
        String instead =
                "write it whole, write \"" + part + "\" in quotes, or end a beginning of two letters or more with *";
        return Optional.of(new Operator(sign, instead));
    }

    private static Optional<Operator> quoted(String sign, String part) {
        String bare = part.replaceAll("^[-!+]*\\(+|\\)+$", "").replaceAll("^[-!+]+|\"", "");
        String instead = bare.isEmpty() || !hasLetters(bare) ? "leave it out" : "write \"" + bare + "\" in quotes";
        return Optional.of(new Operator(sign, instead));
    }

    private static boolean hasLetters(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /** Telephones set other quotes than the ones that are understood. Between Hebrew letters, a quote marks an abbreviation. */
    static String straightQuotes(String text) {
        return HEBREW_ABBREVIATION.matcher(text.replaceAll("[“”„]", "\"")).replaceAll("\u05F4");
    }

    private static String outsideQuotes(String text) {
        return text.replaceAll("\"[^\"]*\"?", " ");
    }
}
