package sentinel.extractor;

import java.util.regex.Pattern;

/**
 * Lines that count how often a page was looked at: "1,234 views", "(Visited 57 times, 3 visits today)", "Gelesen: 532". They
 * differ each time and are no text of the article. Only a line that says nothing else is one, of the page and not of
 * something the article is about: "The film was viewed 1,200 times." stays.
 */
final class ReadCounts {

    private static final int LONGEST = 120;
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /** {@code 1,234}, {@code 1 234}, {@code 1.2K}, {@code 12 thousand}. */
    private static final String N =
            "\\d{1,3}(?:[.,'’\\s\\u00a0\\u202f]\\d{3})*(?:[.,]\\d{1,2})?\\d*\\s?(?:k|m|mil|tys\\.?|tsd\\.?|тыс\\.?|тис\\.?|b|bin|rb|tr|nghìn|万|萬|만|천)?";

    /** What is counted: after the number. */
    private static final String THINGS =
            "(?:total |page ?|post |unique |article |story )?(?:views?|reads?|visits?|pageviews?|impressions)(?: so far| today| in total)?"
                    + "|times (?:read|viewed|visited)|people (?:have )?(?:read|viewed) this(?: \\p{L}+)?|(?:people )?(?:are )?reading(?: this)?(?: now| right now)?"
                    + "|(?:seiten)?aufrufe|mal gelesen|mal aufgerufen|mal angesehen|zugriffe|ansichten|klicks"
                    + "|(?:fois )?(?:lu|vu|lue|vue|consulté)s?(?: fois)?|vues?|lectures?|visites?|affichages"
                    + "|(?:veces )?(?:leído|leída|visto|vista|visitado)s?(?: veces)?|vistas?|lecturas?|visitas?|visualizaciones"
                    + "|visualizações|visualização|leituras?|acessos|vezes (?:lido|visto|visualizado)|cliques"
                    + "|visualizzazioni|letture|volte (?:letto|visto)|visite"
                    + "|keer (?:gelezen|bekeken)|x (?:gelezen|bekeken)|weergaven"
                    + "|visninger|visningar|läsningar|lesninger|læsninger|lukukertaa|katselukertaa|näyttökertaa"
                    + "|wyświetle(?:nia|ń|nie)|odsłon[ay]?|razy (?:przeczytano|czytano)|przeczytań|czytań"
                    + "|zobrazení|přečtení|zhlédnutí|prečítaní|zobrazenia|prečítania|megtekintés|olvasás|vizualizări|citiri|afișări"
                    + "|προβολές|αναγνώσεις|просмотр(?:а|ов)?|прочтени[йяе]|просмотрели|перегляд(?:и|ів)?|прочитан(?:ь|ня)"
                    + "|(?:kez |defa )?(?:okunma|görüntülenme|görüntüleme|okundu|görüntülendi|okuma)"
                    + "|مشاهدات|مشاهدة|قراءات|قراءة|زيارة|بازدید|نمایش"
                    + "|बार (?:पढ़ा|देखा) गया|व्यूज|kali (?:dibaca|dilihat)|tayangan|lượt (?:xem|đọc|truy cập)"
                    + "|回(?:閲覧|表示|再生|の閲覧|読まれました|閲覧されました)|ビュー|次(?:阅读|浏览|閱讀|瀏覽|点击|點擊)|阅读|浏览|人阅读|人閱讀|閱讀|瀏覽|회 조회(?:되었습니다)?|명이 읽음|조회";

    /** What is counted: before the number. */
    private static final String LABELS =
            "(?:total |page ?|post |article |story |unique )?(?:views?|reads?|visits?|pageviews?|view count|read count)|(?:(?:this|the) )?(?:article|story|page|post|item) (?:(?:has been|was) )?(?:already )?(?:read|viewed|visited|seen)(?: already| so far)?(?: by)?|(?:this|the) (?:article|story|page|post) has|(?:you are )?visitor (?:number|no\\.?)|visitors today|(?:read|viewed|visited|seen)(?: by)?|(?:number|total) of (?:views|reads|visits)"
                    + "|aufrufe|seitenaufrufe|gelesen|zugriffe|(?:dieser|der) (?:artikel|beitrag) wurde(?: bisher| bereits| schon)?|diese seite wurde(?: bisher| bereits| schon)?|angesehen"
                    + "|lu|lue|vu|vue|vues|lectures|visites|nombre de (?:vues|lectures|visites)|(?:cet article|cette page) a (?:déjà )?été (?:lu|lue|vu|vue|consulté|consultée)|consulté"
                    + "|leído|leída|visto|visitado|vistas|lecturas|visitas|visualizaciones|número de (?:visitas|lecturas)|(?:este artículo|esta noticia|esta página) (?:ha sido|fue) (?:leíd[oa]|vist[oa]|visitad[oa])"
                    + "|visualizações|leituras|acessos|visitas|lido|visto|(?:este artigo|esta notícia|esta matéria|esta página) (?:já )?foi (?:lid[oa]|vist[oa]|visualizad[oa]|acessad[oa])"
                    + "|visualizzazioni|letture|visite|letto|visto|(?:questo articolo|questa pagina) è stat[oa] (?:lett[oa]|vist[oa]|visitat[oa])"
                    + "|gelezen|bekeken|weergaven|aantal keer gelezen|(?:dit artikel|deze pagina) is(?: al)?"
                    + "|visninger|visningar|lest|läst|læst|(?:denne artikkelen|denne saken|denne artikel|denne artikel) er (?:lest|læst|vist)|(?:den här|denna) artikeln? har (?:lästs|visats)|tätä (?:artikkelia|juttua) on luettu|antal visninger|antal visningar|luettu|katselukerrat|lukukerrat"
                    + "|wyświetle(?:nia|ń)|odsłon[ay]?|liczba (?:wyświetleń|odsłon)|przeczytano|czytano|(?:ten )?artykuł (?:przeczytano|został przeczytany)"
                    + "|(?:tento )?(?:článek|článok) (?:byl|bol) (?:přečten|zobrazen|prečítaný|zobrazený)|zobrazeno|přečteno|přečtené|zobrazení|prečítané|zobrazené|počet (?:zobrazení|přečtení|prečítaní)|megtekintések?(?: száma)?|olvasták|olvasva|vizualizări|citit de|afișări|număr de (?:vizualizări|citiri)"
                    + "|προβολές|αναγνώσεις|διαβάστηκε|(?:эту|данную) (?:статью|новость|страницу|публикацию) (?:прочитали|просмотрели|читали)|(?:цю|дану) (?:статтю|новину|сторінку) (?:прочитали|переглянули)|(?:статья|новость) прочитана|просмотр(?:ы|ов)|прочтени[йя]|прочитали|прочитано|количество просмотров|перегляд(?:и|ів)|прочитали|кількість переглядів"
                    + "|okunma(?: sayısı)?|görüntülenme(?: sayısı)?|okundu|bu haber"
                    + "|المشاهدات|عدد (?:المشاهدات|القراءات|الزيارات)|مشاهدات|مشاهدة|تمت قراءة هذا (?:المقال|الخبر)|تعداد بازدید|بازدیدها?|بازدید"
                    + "|(?:यह )?(?:लेख|खबर)|पढ़ा गया|व्यूज|(?:artikel|berita) ini (?:telah|sudah) (?:dibaca|dilihat)|(?:bài viết|tin) này đã được (?:đọc|xem)|dibaca|dilihat|jumlah (?:pembaca|tayangan)|lượt (?:xem|đọc)|số lượt (?:xem|đọc)"
                    + "|この記事は|(?:本文|该文章|此文章|本文章)(?:已)?(?:被)?(?:阅读|浏览|閱讀|瀏覽)(?:了)?|이 기사는|閲覧数|閲覧|表示回数|ビュー|アクセス数|阅读(?:量|数|次数)?|浏览(?:量|数|次数)?|閱讀(?:數|量|次數)?|瀏覽(?:數|量|次數)?|点击(?:量|数|次数)?|點閱(?:數|率)?|人氣|조회(?:수)?|읽음|본문 ?조회";

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
