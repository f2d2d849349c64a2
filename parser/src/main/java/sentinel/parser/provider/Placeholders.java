package sentinel.parser.provider;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is written where a value is not known: "Unknown", "N/A", "-", in the languages that models and publishing systems
 * write. Such a word is no fact, even where the page happens to have it in its text.
 */
public final class Placeholders {

    /** A longer text says something. */
    private static final int MAX_CHARS = 80;

    private static final Set<String> NONE = set(
            "unknown|unkown|none|null|nil|nan|n a|na|n\\a|not available|not applicable|undefined|unspecified|unnamed"
                    + "|untitled|no title|no author|no byline|no name|no date|no data|no companies|no people|no persons|no topics"
                    + "|no one|empty|blank|tbd|tba|tbc|todo|string|text|placeholder|lorem ipsum|not known"
                    + "|author|author name|company|company name|company a|company b|person|person name|name|full name|title"
                    + "|date|yyyy mm dd|topic|topics|companies|people|first last"
                    + "|staff|staff writer|staff writers|staff reporter|staff reporters|anonymous author|unknown author"
                    // German
                    + "|unbekannt|keine|keiner|keines|kein|keine angabe|keine angaben|k a|nicht angegeben|nicht bekannt"
                    + "|nicht verfügbar|nicht genannt|nicht vorhanden|ohne titel|ohne autor|entfällt"
                    // French
                    + "|inconnu|inconnue|inconnus|aucun|aucune|non précisé|non précisée|non spécifié|non spécifiée|non disponible"
                    + "|non renseigné|non renseignée|non mentionné|non mentionnée|sans titre|sans objet|n c"
                    // Spanish, Portuguese, Italian
                    + "|desconocido|desconocida|desconocidos|ninguno|ninguna|no especificado|no especificada|no disponible"
                    + "|no mencionado|no mencionada|no indicado|sin título|sin autor|sin datos|no aplica|n d|s d"
                    + "|desconhecido|desconhecida|nenhum|nenhuma|não especificado|não especificada|não disponível|não informado"
                    + "|não informada|não mencionado|não aplicável|sem título|sem autor"
                    + "|sconosciuto|sconosciuta|nessuno|nessuna|non specificato|non specificata|non disponibile|non indicato"
                    + "|non menzionato|senza titolo"
                    // Dutch, Scandinavian, Finnish
                    + "|onbekend|geen|niet vermeld|niet gespecificeerd|niet beschikbaar|niet bekend|nvt|n v t|zonder titel"
                    + "|ukendt|ukjent|okänd|okänt|ingen|inget|ej angiven|ej angivet|ikke oppgitt|ikke angivet|tuntematon|ei mitään"
                    + "|ei tiedossa"
                    // Polish, Czech, Hungarian, Romanian, Turkish
                    + "|nieznany|nieznana|nieznane|brak|brak danych|nie podano|nie dotyczy|neznámý|neznámá|neuvedeno|žádný|žádné"
                    + "|ismeretlen|nincs|nincs adat|necunoscut|necunoscută|niciunul|nespecificat|bilinmiyor|bilinmeyen|yok"
                    + "|belirtilmemiş|mevcut değil"
                    // Cyrillic
                    + "|неизвестно|неизвестен|неизвестный|неизвестная|неизвестны|нет|нет данных|не указано|не указан|не указана"
                    + "|не указаны|отсутствует|отсутствуют|н д|без названия|без автора|невідомо|невідомий|немає|не вказано"
                    // Greek
                    + "|άγνωστο|άγνωστος|άγνωστη|κανένα|κανένας|δεν αναφέρεται|μη διαθέσιμο"
                    // Arabic, Hebrew, Persian
                    + "|غير معروف|غير محدد|غير متوفر|غير متاح|غير مذكور|لا يوجد|لا شيء|مجهول|לא ידוע|אין|לא צוין|לא זמין"
                    + "|نامشخص|ناشناس|ندارد"
                    // Hindi, Indonesian, Vietnamese
                    + "|अज्ञात|कोई नहीं|उपलब्ध नहीं|tidak diketahui|tidak ada|tidak disebutkan|tidak tersedia|không rõ|không có"
                    + "|không xác định"
                    // Chinese, Japanese, Korean
                    + "|未知|无|無|没有|沒有|不详|不詳|不明|未提及|未提供|未注明|未說明|未说明|未指定|暂无|暫無|佚名|匿名|无标题|無標題"
                    + "|なし|無し|該当なし|未記載|記載なし|未定|不特定|알 수 없음|없음|미상|불명|해당 없음|미정|정보 없음");

    /** What stands for an author and is nobody. */
    private static final Set<String> NOBODY = set(
            "admin|administrator|webmaster|editor|editors|the editor|the editors|editorial|editorial team|editorial staff"
                    + "|editorial board|editorial desk|news desk|newsdesk|web desk|news team|newsroom|news staff|reporter|reporters"
                    + "|correspondent|writer|contributor|contributors|guest|guest author|guest contributor|guest writer|various"
                    + "|various authors|multiple authors|multiple|anonymous|anon|user|root|author unknown|redaktion|die redaktion"
                    + "|online redaktion|la rédaction|rédaction|redacción|la redacción|redazione|la redazione|redação|da redação"
                    + "|redactie|de redactie|redakcja|redakce|redaksjonen|redaktionen|toimitus|redacția|редакция|редактор|админ"
                    + "|редакція|编辑|編輯|编辑部|記者|记者|本报记者|本报讯|編集部|기자|편집부|autor|auteur|autore|автор|作者|anonyme|anónimo"
                    + "|anonimo|anônimo|anonym");

    /** Sentences that say the same: "Not specified in the article", "No author is mentioned". */
    private static final Pattern SENTENCE = Pattern.compile(
            "(?:the )?(?:(?:author|date|title|name|names|byline|publication date|publish date|company|companies|people|persons?)"
                    + " )?(?:is |are |was |were )?(?:not|un|none)[ -]?"
                    + "(?:explicitly |clearly |directly )?(?:specified|provided|mentioned|given|stated|available|named|listed"
                    + "|disclosed|identified|found|applicable|indicated|known|present|included|shown)"
                    + "(?: (?:in|by|on|for|from|at) .*)?"
                    + "|no (?:specific |explicit |named )?(?:author|byline|date|title|company|companies|people|persons?|topics?|names?"
                    + "|information|data)s?(?: names?)?"
                    + " (?:is |are |was |were )?(?:specified|provided|mentioned|given|stated|available|named|listed|identified|found"
                    + "|indicated|known|present)(?: (?:in|by|on|for|from|at) .*)?");

    private Placeholders() {}

    /** Whether a text stands for "no value": a word of the kind, or signs alone. */
    public static boolean isNone(String text) {
        if (text.length() > MAX_CHARS) {
            return false;
        }
        String plain = plain(text);
        return plain.isEmpty()
                || NONE.contains(plain)
                || SENTENCE.matcher(plain).matches();
    }

    /** The same for a headline, which may well say that something was not found. */
    public static boolean isNoTitle(String title) {
        return title.length() <= MAX_CHARS && (plain(title).isEmpty() || NONE.contains(plain(title)));
    }

    /** The same for an author, where a function ("Admin", "Redaktion") is nobody either. */
    public static boolean isNobody(String author) {
        return isNone(author) || (author.length() <= MAX_CHARS && NOBODY.contains(plain(author)));
    }

    /** Letters, marks and digits in lower case, one blank between words. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ")
                .strip();
    }

    private static Set<String> set(String words) {
        return Arrays.stream(words.split("\\|", -1)).collect(Collectors.toUnmodifiableSet());
    }
}
