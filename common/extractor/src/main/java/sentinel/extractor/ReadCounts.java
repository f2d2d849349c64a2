package sentinel.extractor;

import java.util.regex.Pattern;

/**
 * Lines that count how often a page was looked at: "1,234 views", "(Visited 57 times, 3 visits today)", "Gelesen: 532". They
 * differ each time and are no text of the article. Only a line that says nothing else is one, of the page and not of
 * something the article is about: "The film was viewed 1,200 times." stays.
 */
final class ReadCounts {

    private static final WordFile WORDS = WordFile.read("read-counts.txt");

    private static final int LONGEST = 120;
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /** {@code 1,234}, {@code 1 234}, {@code 1.2K}, {@code 12 thousand}. */
    private static final String N =
            "\\d{1,3}(?:[.,'’\\s\\u00a0\\u202f]\\d{3})*(?:[.,]\\d{1,2})?\\d*\\s?(?:k|m|mil|tys\\.?|tsd\\.?|тыс\\.?|тис\\.?|b|bin|rb|tr|nghìn|万|萬|만|천)?";

    /** What is counted: after the number. */
    private static final String THINGS = WORDS.alternatives("things");

    /** What is counted: before the number. */
    private static final String LABELS = WORDS.alternatives("labels");

    /** What may stand behind a number that a label came before. */
    private static final String TIMES =
            "(?:\\s*(?:times?|mal(?: gelesen| aufgerufen| angesehen)?|fois|veces|vezes|volte|keer(?: gelezen| bekeken)?|gånger|ganger|gange|kertaa|razy|krát|-szor|-szer|ori|φορές|раз[а]?|разів|раза|kez(?: okundu| görüntülendi)?|defa(?: okundu)?|مرة|बार(?: पढ़ा गया| देखा गया)?|kali|lần|回(?:読まれました|閲覧されました)?|次|회(?: 조회되었습니다)?|people|users|readers)\\.?)?";

    private static final String TODAY = "(?:\\s*[,;(/|–-]\\s*(?:" + N
            + "\\s*(?:visits?|views?|reads?)?\\s*(?:today|this week|this month|per day|heute|aujourd'hui|hoy|hoje|oggi|vandaag|dzisiaj|сегодня|bugün)|(?:today|heute|hoy|hoje|oggi)\\s*:?\\s*"
            + N + ")\\)?)?";

    /** Other counts that stand on the same line. */
    private static final String OTHERS = "(?:\\s*[|·•,/–-]\\s*(?:" + N
            + "\\s*(?:comments?|likes?|shares?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties)|(?:comments?|likes?|shares?|kommentare?|commentaires?|comentarios?|commenti)\\s*:?\\s*"
            + N + "))*";

    private static final Pattern COUNT = Pattern.compile(
            "[\\s(\\[|·•*–-]*(?:(?:" + LABELS + ")\\s*[:：]?\\s*(?:\\p{So}\\s*)?" + N + TIMES + TODAY
                    + "|(?:\\p{So}\\s*)?" + N + "\\s*(?:" + THINGS + ")" + TODAY + ")" + OTHERS + "[\\s)\\].!|·•*–-]*",
            FLAGS);
    /** A counter in brackets behind the last sentence of a paragraph. */
    private static final Pattern BEHIND = Pattern.compile("\\s*[(\\[][^()\\[\\]]{3,80}[)\\]]\\s*$");

    /** A last sentence that counts readers of "this article". */
    private static final Pattern LAST_SENTENCE = Pattern.compile(
            "(?<=[.!?…»”\")])\\s+(?:(?:this|the) (?:article|story|page|post)|dieser (?:artikel|beitrag)|cet article|este artículo|esta noticia|esta notícia|este artigo|questo articolo|dit artikel|denne artikkelen|denne artikel|эту статью|цю статтю|artykuł|bu haber)\\b(?:[^.!?]|[.]\\d){0,80}[.!]?\\s*$",
            FLAGS);

    private ReadCounts() {}

    /** Whether a line says how often the page was looked at, and nothing else. */
    static boolean is(String line) {
        return line.length() <= LONGEST
                && Letters.hasDigit(line)
                && COUNT.matcher(line).matches();
    }

    /** A paragraph without its lines, and without brackets at its end, that are counters. */
    static String without(String paragraph) {
        String text = paragraph;
        if (text.indexOf('\n') >= 0 && text.lines().anyMatch(ReadCounts::is)) {
            text = String.join("\n", text.lines().filter(line -> !is(line)).toList());
        } else if (is(text)) {
            return "";
        }
        int from = Math.max(0, text.length() - LONGEST);
        if (Letters.hasDigit(text, from)) {
            var last = LAST_SENTENCE.matcher(text).region(from, text.length());
            if (last.find() && is(last.group().strip())) {
                return text.substring(0, last.start());
            }
        }
        if (text.endsWith(")") || text.endsWith("]")) {
            var behind = BEHIND.matcher(text).region(from, text.length());
            if (behind.find() && is(behind.group())) {
                return text.substring(0, behind.start());
            }
        }
        return text;
    }
}
