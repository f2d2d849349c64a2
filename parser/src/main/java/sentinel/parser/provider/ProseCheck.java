package sentinel.parser.provider;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model's prose (a summary, a title) says only what the page says: its names, numbers, addresses and quotations
 * are in the page, it holds no markup, does not speak to its reader or to a model, and is about the same thing at all.
 * What such a check cannot see is a wrong sentence made of the page's own words.
 *
 * <p>Names are told by their capitals. Where capitals do not tell them (German nouns, scripts without cases) only phrases
 * of capitals, or foreign words, are looked at; the other checks hold for every script. The prose must be in the page's
 * language, as the prompt asks: a translation mostly is refused.
 */
public final class ProseCheck {

    /** Why a text is refused, the gravest first. */
    public enum Refusal {
        MARKUP,
        INSTRUCTION,
        URL,
        NUMBER,
        QUOTE,
        NAME,
        UNSUPPORTED;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern MARKUP = Pattern.compile(
            "<[/!?]?\\p{L}|\\]\\(\\s*\\S|!\\[|javascript:\\S|data:\\w+/\\w+[;,]|&(?:#\\d+|#x[0-9a-f]+|\\w{2,8});|\\{\\{|```",
            Pattern.CASE_INSENSITIVE);

    /** Speaks to a model, or to the reader as adverts do. */
    private static final Pattern INSTRUCTION = Pattern.compile(
            "\\b(?:ignore|disregard|forget|override)\\b[^.]{0,50}\\b(?:instructions?|prompts?|guidelines)\\b"
                    + "|\\bsystem prompt\\b|\\bas an? (?:ai|artificial intelligence)\\b[^.]{0,20}\\b(?:i|model|assistant)\\b"
                    + "|\\bclick (?:here|the link|on the link|below)\\b|-- ?(?:begin|end) article\\b"
                    + "|\\bignorier\\p{L}*\\b[^.]{0,50}\\b(?:anweisung|vorgabe)\\p{L}*|\\bignore[zr]?\\b[^.]{0,50}\\binstructions\\b"
                    + "|\\bignor[ae]\\b[^.]{0,50}\\b(?:instrucciones|instruções|istruzioni)\\b"
                    + "|игнориру\\p{L}*[^.]{0,50}(?:инструкци|указани)|(?:忽略|无视|無視)[^。]{0,30}(?:指令|指示|说明)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern URL = Pattern.compile("(?:\\b[a-z][a-z0-9+.-]{1,11}://|\\bwww\\.)[^\\s<>\"“”«»]+"
            + "|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"
            + "|(?<![\\p{L}\\p{N}@./-])(?:[\\p{L}\\p{N}-]+\\.)+(?:com|net|org|info|biz|io|ai|co|app|dev|xyz|top|site|online|shop"
            + "|store|news|club|live|link|click|page|me|tv|us|uk|de|fr|es|it|nl|pl|ru|ua|cn|jp|kr|in|br|eu|ch|at|be|se|no"
            + "|dk|fi|cz|gr|tr|ir|example|test|invalid)(?![\\p{L}\\p{N}-]|\\.\\p{L})(?:/[^\\s<>\"“”«»]*)?");

    private static final Pattern QUOTE =
            Pattern.compile("“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|「([^「」]+)」|『([^『』]+)』|《([^《》]+)》|\"([^\"]+)\"");

    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]+");

    /** After one of these a capital may begin any word. */
    private static final String STARTS = ".!?…:;\"“”«»„*•\n。！？";

    private static final Set<String> CAPITAL_NOUNS = Set.of("de", "lb", "nds");

    /** Share of longer words, or of pairs of signs, that an honest summary has in common with its article at least. */
    private static final double MIN_WORDS_SHARED = 0.2;

    private static final double MIN_PAIRS_SHARED = 0.1;
    private static final int MIN_WORDS = 5;
    private static final int MIN_PAIRS = 12;
    private static final int CONTENT_CHARS = 4;

    /** From so many words on, one in five at least is another one, unless a model runs in circles. */
    private static final int MANY_WORDS = 40;

    private static final int MOST_REPEATS = 5;

    private final boolean english;
    private final boolean capitalNouns;
    private final Grounding grounding;
    private final Numbers numbers;
    private final String plain;
    private final NavigableSet<String> words = new TreeSet<>();
    private final List<String> sequence = new ArrayList<>();
    private final boolean latin;

    /**
     * @param language ISO 639-1 code, or null
     * @param texts what the page says, and what it says of itself; null ones are skipped
     */
    public ProseCheck(@Nullable String language, @Nullable String... texts) {
        english = language == null || language.equals("en");
        capitalNouns = language != null && CAPITAL_NOUNS.contains(language);
        grounding = new Grounding(language, texts);
        numbers = new Numbers(language, texts);
        var all = new StringBuilder();
        for (String text : texts) {
            all.append(text == null ? "" : text).append('\n');
        }
        String joined = all.toString();
        plain = joined.toLowerCase(Locale.ROOT);
        latin = isLatin(joined);
        var found = WORD.matcher(joined);
        while (found.find()) {
            String word = folded(found.group());
            words.add(word);
            sequence.add(word);
        }
    }

    /** The gravest thing that is wrong with {@code prose}; empty when nothing is. */
    public Optional<Refusal> refusal(String prose) {
        if (MARKUP.matcher(prose).find()) {
            return Optional.of(Refusal.MARKUP);
        }
        if (INSTRUCTION.matcher(prose).find()) {
            return Optional.of(Refusal.INSTRUCTION);
        }
        if (!hasUrls(prose)) {
            return Optional.of(Refusal.URL);
        }
        if (!numbers.haveAllOf(prose)) {
            return Optional.of(Refusal.NUMBER);
        }
        if (!hasQuotes(prose)) {
            return Optional.of(Refusal.QUOTE);
        }
        if (latin == isLatin(prose) && !hasNames(prose)) {
            return Optional.of(Refusal.NAME);
        }
        return isSupported(prose) ? Optional.empty() : Optional.of(Refusal.UNSUPPORTED);
    }

    /** Whether a text holds markup: nothing that is shown to people does. */
    public static boolean isMarkup(String text) {
        return MARKUP.matcher(text).find();
    }

    // ---- addresses and quotations

    private boolean hasUrls(String prose) {
        var found = URL.matcher(prose);
        while (found.find()) {
            String url = found.group().toLowerCase(Locale.ROOT).replaceAll("^[a-z][a-z0-9+.-]*://|[\\p{P}]+$", "");
            if (!containsWhole(url.startsWith("www.") ? url.substring(4) : url)) {
                return false;
            }
        }
        return true;
    }

    private boolean containsWhole(String part) {
        for (int at = plain.indexOf(part); at >= 0; at = plain.indexOf(part, at + 1)) {
            int end = at + part.length();
            boolean begins = at == 0 || !isUrlChar(plain.charAt(at - 1)) || plain.startsWith("www.", at - 4);
            boolean ends = end == plain.length() || !Character.isLetterOrDigit(plain.charAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUrlChar(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '@';
    }

    private boolean hasQuotes(String prose) {
        var found = QUOTE.matcher(prose);
        while (found.find()) {
            String quote = null;
            for (int i = 1; i <= found.groupCount() && quote == null; i++) {
                quote = found.group(i);
            }
            if (quote != null && WORD.matcher(quote).find() && !grounding.mentions(quote) && !hasAllWords(quote)) {
                return false;
            }
        }
        return true;
    }

    /** A quotation may leave words out, and inflect those it takes; in scripts without blanks it must be whole. */
    private boolean hasAllWords(String quote) {
        var found = WORD.matcher(quote);
        while (found.find()) {
            if (isUnspaced(found.group()) || !isKnown(found.group())) {
                return false;
            }
        }
        return true;
    }

    // ---- names

    private record Token(String word, int start, int end, boolean capital, boolean begins) {}

    private boolean hasNames(String prose) {
        var tokens = tokens(prose);
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            boolean nextIsCapital = i + 1 < tokens.size()
                    && tokens.get(i + 1).capital()
                    && prose.substring(token.end(), tokens.get(i + 1).start()).equals(" ");
            boolean afterCapital = i > 0
                    && tokens.get(i - 1).capital()
                    && !tokens.get(i - 1).begins()
                    && prose.substring(tokens.get(i - 1).end(), token.start()).equals(" ");
            if (token.capital() && mustBeKnown(token, afterCapital, nextIsCapital) && !isKnownName(token)) {
                return false;
            }
        }
        return true;
    }

    private boolean mustBeKnown(Token token, boolean afterCapital, boolean beforeCapital) {
        String word = token.word();
        if (word.length() < 2) {
            return false;
        }
        boolean acronym = word.length() <= 5 && word.equals(word.toUpperCase(Locale.ROOT));
        if (!latin && acronym) {
            return false; // the page may write it out in its own script
        }
        if (acronym || hasInnerCapital(word)) {
            return true;
        }
        if (token.begins()) {
            return english && !EnglishWords.mayBegin(word);
        }
        return !capitalNouns || (afterCapital && !beforeCapital);
    }

    private boolean isKnownName(Token token) {
        String word = folded(token.word());
        return isKnown(word)
                || EnglishWords.isNoName(word)
                || Calendar.isName(word)
                || EnglishWords.sameCountry(word).stream().anyMatch(this::isKnown)
                || isAcronymOfText(token.word());
    }

    /** EU, of a text that writes European Union. */
    private boolean isAcronymOfText(String word) {
        String letters = word.replaceAll("s$", "").toLowerCase(Locale.ROOT);
        if (word.length() > 6 || !Character.isUpperCase(word.charAt(word.length() / 2))) {
            return false;
        }
        for (int i = 0; i < sequence.size(); i++) {
            int matched = 0;
            for (int j = i; j < sequence.size() && j < i + 2 * letters.length() && matched < letters.length(); j++) {
                if (sequence.get(j).charAt(0) == letters.charAt(matched)) {
                    matched++;
                } else if (j == i || sequence.get(j).length() > 3) {
                    break; // only small words are left out
                }
            }
            if (matched == letters.length()) {
                return true;
            }
        }
        return false;
    }

    private static List<Token> tokens(String prose) {
        var tokens = new ArrayList<Token>();
        var found = WORD.matcher(prose);
        int end = 0;
        String before = "";
        while (found.find()) {
            String word = found.group();
            String gap = prose.substring(end, found.start());
            boolean abbreviated = gap.equals(". ") && before.length() <= 3 && startsWithCapital(before);
            boolean begins = tokens.isEmpty() || (!abbreviated && gap.chars().anyMatch(c -> STARTS.indexOf(c) >= 0));
            tokens.add(new Token(
                    word, found.start(), found.end(), startsWithCapital(word) || hasInnerCapital(word), begins));
            before = word;
            end = found.end();
        }
        return tokens;
    }

    private static boolean startsWithCapital(String word) {
        return !word.isEmpty() && Character.isUpperCase(word.codePointAt(0));
    }

    private static boolean hasInnerCapital(String word) {
        return word.chars().skip(1).anyMatch(Character::isUpperCase);
    }

    // ---- the same thing

    private boolean isSupported(String prose) {
        int content = 0;
        int shared = 0;
        int all = 0;
        var different = new HashSet<String>();
        var pairs = new HashSet<String>();
        var found = WORD.matcher(prose);
        while (found.find()) {
            String word = found.group();
            all++;
            different.add(word);
            if (isUnspaced(word)) {
                for (int i = 0; i + 2 <= word.length(); i++) {
                    pairs.add(word.substring(i, i + 2));
                }
            } else if (word.length() >= CONTENT_CHARS && isCased(word)) {
                content++;
                shared += isKnown(word) ? 1 : 0;
            }
        }
        if (all >= MANY_WORDS && different.size() * MOST_REPEATS < all) {
            return false;
        }
        long pairsShared = pairs.stream().filter(plain::contains).count();
        boolean wordsShared = content < MIN_WORDS || latin != isLatin(prose) || shared >= MIN_WORDS_SHARED * content;
        return wordsShared && (pairs.size() < MIN_PAIRS || pairsShared >= MIN_PAIRS_SHARED * pairs.size());
    }

    /** The word, or one that differs in its ending only. */
    private boolean isKnown(String written) {
        String word = folded(written);
        if (words.contains(word)) {
            return true;
        }
        int least = word.length() <= 3 ? word.length() : word.length() <= 6 ? 3 : 4;
        if (least < 2) {
            return false;
        }
        String beginning = word.substring(0, least);
        for (String other : words.tailSet(beginning)) {
            if (!other.startsWith(beginning)) {
                return false;
            }
            if (sameStem(word, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameStem(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        int same = 0;
        while (same < shorter && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        int rest = Math.max(a.length(), b.length()) - same;
        if (same >= 4) {
            return same >= 0.6 * shorter && rest <= 6;
        }
        return rest <= 2 && (same == shorter || (same == 3 && shorter == 4));
    }

    // ---- scripts

    private static boolean isLatin(String text) {
        int latin = 0;
        int letters = 0;
        for (int i = 0; i < text.length() && letters < 5_000; i++) {
            char c = text.charAt(i);
            if (Character.isLetter(c)) {
                letters++;
                latin += c < 0x250 || (c >= 0x1E00 && c < 0x1F00) ? 1 : 0;
            }
        }
        return latin * 2 >= letters;
    }

    private static boolean isCased(String word) {
        return word.chars().anyMatch(c -> Character.isLowerCase(c) || Character.isUpperCase(c));
    }

    private static boolean isUnspaced(String word) {
        return word.codePoints().anyMatch(c -> c >= 0x2E80 && Character.isIdeographic(c))
                || word.codePoints().anyMatch(c -> (c >= 0x3040 && c < 0x3100) || (c >= 0xE00 && c < 0xE80));
    }

    /** Lower case, without accents. */
    private static String folded(String word) {
        if (word.chars().allMatch(c -> c < 0x80)) {
            return word.toLowerCase(Locale.ROOT);
        }
        String parts = Normalizer.normalize(word, Normalizer.Form.NFKD);
        return MARKS.matcher(parts).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
