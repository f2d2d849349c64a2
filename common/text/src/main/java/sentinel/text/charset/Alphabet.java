package sentinel.text.charset;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A language's letters beyond ASCII, and the single-byte encodings that it was written in. Text decoded rightly is made of
 * one language's letters, the common ones most, small within words; decoded wrongly it is made of several languages' letters,
 * of signs inside words, and of capitals where there are none.
 */
final class Alphabet {

    /** What looked best, and how good it looks: 1 is the most. */
    record Best(Charset charset, double score) {}

    private static final int LOOK_AT = 40_000;
    /** Worse than this is no text in any of these languages. */
    private static final double ENOUGH = 0.3;
    /** What the language that the page claims is worth. */
    private static final double CLAIMED = 0.25;
    /** Marks that stand between words, in every encoding here. */
    private static final String BETWEEN_WORDS = "\u00a0«»„“”‘‚‹›–—…•·©®°§€£¿¡×´¨¸";

    private static final List<Alphabet> ALL = List.of(
            // Western first: they win when nothing tells more.
            of("fr", "éèàêçùâîôûëïœÿæü", "windows-1252"),
            of("de", "üäöß", "windows-1252"),
            of("es", "óíáéñúü", "windows-1252"),
            of("it", "èàùòìé", "windows-1252"),
            of("pt", "ãçáéíóõêâúàôü", "windows-1252"),
            of("sv", "äåöé", "windows-1252"),
            of("da", "øåæé", "windows-1252"),
            of("is", "áíðöéæúþýó", "windows-1252"),
            of("ru", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", "windows-1251", "KOI8-R", "IBM866", "ISO-8859-5"),
            of("uk", "оаинтіервслкмупдяьзгбчйхцїжюєшщфґ’", "windows-1251", "KOI8-U", "ISO-8859-5"),
            of("bg", "аоеинтрсвлкдпмзуяъбгчйщхцшжюфь", "windows-1251"),
            of("sr", "аоиеунрсјтдвлкмпзгбжчшцљњћђџхф", "windows-1251", "ISO-8859-5"),
            of("pl", "ęąłóśżćńź", "windows-1250", "ISO-8859-2"),
            of("cs", "íáéěýřžčšůúťňóď", "windows-1250", "ISO-8859-2"),
            of("sk", "áíéýžčšúľťôňäďóĺŕ", "windows-1250", "ISO-8859-2"),
            of("hu", "áéöőóüíűú", "windows-1250", "ISO-8859-2"),
            of("ro", "ăîâşţ", "windows-1250", "ISO-8859-2"),
            of("hr", "čšžćđ", "windows-1250", "ISO-8859-2"),
            of("sl", "čšž", "windows-1250", "ISO-8859-2"),
            of("tr", "ıüşğçöâî", "windows-1254"),
            of("lt", "ėšųįžūčąę", "windows-1257", "ISO-8859-13"),
            of("lv", "āīšēņūļžčķģ", "windows-1257", "ISO-8859-13"),
            of("et", "äõüöšž", "windows-1257"),
            of("el", "αοιετσνηυρπκμλωδγχθφβξζψάίόέήύώςϊϋ", "windows-1253", "ISO-8859-7"),
            of("he", "יוהלאתרמבשנםעדחקפגכסטזןצךץף", "windows-1255", "ISO-8859-8"),
            of("ar", "اليمونتردبعسفةكقهأحجشصطخذىضثزءئظغإآؤ،؟", "windows-1256", "ISO-8859-6"),
            of("fa", "ایرندهومتبسشکزلگخقفعجپحچطصضغظثذژ،", "windows-1256"),
            of("th", "านรอกเงมยลวดทสตะปบคหแจพชขใไโผธซภศถณษฐญฎฏฆฬฝฟฉฌฮ่้ีัิ์ืุูึำ็๊๋ๆฯ", "x-windows-874"));

    private final String language;
    private final Map<Character, Double> worth = new HashMap<>();
    private final List<Charset> charsets = new ArrayList<>();

    private Alphabet(String language) {
        this.language = language;
    }

    /** @param letters the commonest first */
    private static Alphabet of(String language, String letters, String... charsets) {
        var alphabet = new Alphabet(language);
        for (int i = 0; i < letters.length(); i++) {
            double worth = 1 - 0.6 * i / letters.length();
            alphabet.worth.put(letters.charAt(i), worth);
            alphabet.worth.putIfAbsent(Character.toUpperCase(letters.charAt(i)), worth);
        }
        for (var charset : charsets) {
            alphabet.charsets.add(Charset.forName(charset));
        }
        return alphabet;
    }

    /** The encoding that makes the best text of the bytes; windows-1252 when none makes any. */
    static Best best(byte[] body, String claimedLanguage) {
        byte[] sample = sample(body);
        var best = new Best(Charsets.western(), ENOUGH);
        var decoded = new HashMap<Charset, String>();
        for (var alphabet : ALL) {
            for (var charset : alphabet.charsets) {
                String text = decoded.computeIfAbsent(charset, c -> new String(sample, c));
                double score = alphabet.score(text) + (alphabet.language.equals(claimedLanguage) ? CLAIMED : 0);
                if (score > best.score()) {
                    best = new Best(charset, score);
                }
            }
        }
        return best;
    }

    /** The parts of the bytes that are not ASCII, each with the byte before and after it. */
    private static byte[] sample(byte[] body) {
        byte[] sample = new byte[Math.min(body.length, LOOK_AT)];
        int n = 0;
        for (int i = 0; i < body.length && n < sample.length; i++) {
            boolean near = body[i] < 0 || (i > 0 && body[i - 1] < 0) || (i + 1 < body.length && body[i + 1] < 0);
            if (near) {
                sample[n++] = body[i];
            }
        }
        return Arrays.copyOf(sample, n);
    }

    private double score(String text) {
        double sum = 0;
        int all = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= 0x7f) {
                continue;
            }
            boolean afterLetter = i > 0 && Character.isLetter(text.charAt(i - 1));
            boolean beforeLetter = i + 1 < text.length() && Character.isLetter(text.charAt(i + 1));
            var value = worth.get(c);
            if (c == '’' || (value == null && BETWEEN_WORDS.indexOf(c) >= 0)) {
                if (afterLetter && beforeLetter && c != '’' && c != '·') {
                    sum -= 1;
                    all++;
                }
                continue;
            }
            all++;
            if (value != null) {
                boolean oddCapital =
                        afterLetter && Character.isUpperCase(c) && Character.isLowerCase(text.charAt(i - 1));
                sum += oddCapital ? -1 : value;
            } else if (Character.isLetter(c)) {
                sum -= 0.5;
            } else {
                sum -= c == '\ufffd' || Character.isISOControl(c) ? 3 : 1;
            }
        }
        return all == 0 ? 0 : sum / all;
    }
}
