package sentinel.text.charset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages as servers send them: what they say of their charset, and what it is. */
class CharsetsTest {

    private static final String FRENCH =
            "Où est l’été ? À côté de la forêt, déjà, répondit le garçon naïf, très étonné.";
    private static final String GERMAN = "Größere Öfen würden über Nacht „schön“ heiß, sagte die Bäckerin in Köln.";
    private static final String POLISH = "Zażółć gęślą jaźń, powiedział żółw do łosia nad rzeką Wisłą w środę.";
    private static final String RUSSIAN =
            "Дождь идёт девятый день, и корабли стоят в гавани, сказал начальник порта вчера.";
    private static final String GREEK = "Η βροχή δεν σταμάτησε εννέα ημέρες, είπε ο λιμενάρχης στους ναύτες.";
    private static final String TURKISH = "Yağmur dokuz gündür dinmedi, dedi liman başkanı; çığ gibi şikâyet geldi.";
    private static final String HEBREW = "הגשם לא פסק תשעה ימים, אמר מנהל הנמל לימאים.";
    private static final String ARABIC = "لم يتوقف المطر تسعة أيام كما قال مدير الميناء للبحارة.";
    private static final String JAPANESE = "雨は九日間やまず、港の船はみな待っている、と港長は火曜日に話した。これからもまだ続くという。";
    private static final String CHINESE = "港口负责人星期二说，雨下了九天没有停，船都在等待，我们的人也在这里，他们说不是水的问题。";
    private static final String TAIWANESE = "港口負責人星期二說，雨下了九天沒有停，船都在等待，我們的人也在這裡，他們說不是水的問題。";
    private static final String KOREAN = "비가 아흐레 동안 그치지 않아 배들이 항구에서 기다리고 있다고 항만장이 화요일에 말했다.";
    private static final String THAI = "ฝนตกมาเก้าวันแล้วยังไม่หยุด นายท่าเรือกล่าวเมื่อวันอังคาร";

    private static final String CZECH =
            "Přístav zůstal uzavřen devátý den, řekl včera večer náčelník; lodě čekají a dělníci žádají pomoc.";
    private static final String HUNGARIAN =
            "A kikötőparancsnok szerint az eső kilenc napja esik, és a hajók továbbra is őrzik a kikötőt, művelők nélkül.";
    private static final String UKRAINIAN =
            "Дощ іде шостий день, і кораблі стоять у гавані, повідомив її начальник; моряки їдять юшку.";
    private static final String PERSIAN = "باران نه روز است که بند نیامده و کشتی‌ها منتظرند، رئیس بندر گفت.";
    private static final String EURO = "Le prix du chef-d'œuvre atteint 12 € à Saint-Malo, déjà très chère.";

    private static String sample(String name) {
        return switch (name) {
            case "CZECH" -> CZECH;
            case "HUNGARIAN" -> HUNGARIAN;
            case "UKRAINIAN" -> UKRAINIAN;
            case "PERSIAN" -> PERSIAN;
            case "EURO" -> EURO;
            case "FRENCH" -> FRENCH;
            case "GERMAN" -> GERMAN;
            case "POLISH" -> POLISH;
            case "RUSSIAN" -> RUSSIAN;
            case "GREEK" -> GREEK;
            case "TURKISH" -> TURKISH;
            case "HEBREW" -> HEBREW;
            case "ARABIC" -> ARABIC;
            case "JAPANESE" -> JAPANESE;
            case "CHINESE" -> CHINESE;
            case "TAIWANESE" -> TAIWANESE;
            case "KOREAN" -> KOREAN;
            case "THAI" -> THAI;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String decode(byte[] body, String contentType, int maxChars) {
        var text = new StringWriter();
        try (var reader = Charsets.reader(body, contentType, maxChars)) {
            reader.transferTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Language, real encoding, the header's charset, the page's charset ({@code -} for none). */
    @ParameterizedTest
    @CsvSource({
        "FRENCH,   UTF-8,         utf-8,        utf-8",
        "FRENCH,   UTF-8,         -,            utf-8",
        "FRENCH,   UTF-8,         -,            -",
        "FRENCH,   UTF-8,         iso-8859-1,   utf-8",
        "FRENCH,   UTF-8,         iso-8859-1,   -",
        "FRENCH,   UTF-8,         -,            iso-8859-1",
        "FRENCH,   windows-1252,  iso-8859-1,   -",
        "FRENCH,   windows-1252,  -,            iso-8859-1",
        "FRENCH,   windows-1252,  -,            windows-1252",
        "FRENCH,   windows-1252,  utf-8,        iso-8859-1",
        "FRENCH,   windows-1252,  utf-8,        -",
        "FRENCH,   windows-1252,  -,            -",
        "GERMAN,   windows-1252,  latin1,       utf-8",
        "GERMAN,   windows-1252,  us-ascii,     -",
        "POLISH,   ISO-8859-2,    iso-8859-2,   -",
        "POLISH,   windows-1250,  -,            windows-1250",
        "POLISH,   ISO-8859-2,    utf-8,        iso-8859-2",
        "RUSSIAN,  windows-1251,  windows-1251, -",
        "RUSSIAN,  windows-1251,  -,            cp1251",
        "RUSSIAN,  windows-1251,  -,            -",
        "RUSSIAN,  KOI8-R,        koi8-r,       -",
        "RUSSIAN,  KOI8-R,        -,            -",
        "RUSSIAN,  UTF-8,         windows-1251, -",
        "GREEK,    windows-1253,  windows-1253, -",
        "GREEK,    ISO-8859-7,    -,            iso-8859-7",
        "TURKISH,  windows-1254,  iso-8859-9,   -",
        "HEBREW,   windows-1255,  windows-1255, -",
        "ARABIC,   windows-1256,  -,            windows-1256",
        "JAPANESE, windows-31j,   shift_jis,    -",
        "JAPANESE, windows-31j,   -,            x-sjis",
        "JAPANESE, EUC-JP,        euc-jp,       -",
        "JAPANESE, EUC-JP,        -,            -",
        "JAPANESE, windows-31j,   -,            -",
        "JAPANESE, ISO-2022-JP,   iso-2022-jp,  -",
        "CHINESE,  GB18030,       gb2312,       -",
        "CHINESE,  GB18030,       -,            gbk",
        "CHINESE,  GB18030,       -,            -",
        "TAIWANESE, Big5,         big5,         -",
        "TAIWANESE, Big5,         -,            -",
        "KOREAN,   x-windows-949, euc-kr,       -",
        "KOREAN,   x-windows-949, -,            ks_c_5601-1987",
        "KOREAN,   x-windows-949, -,            -",
        "THAI,     x-windows-874, tis-620,      -",
        "FRENCH,   UTF-16LE,      utf-16le,     -",
        "FRENCH,   UTF-16BE,      -,            -",
        "RUSSIAN,  UTF-8,         -,            utf-16",
        // labels that mean something else than they say
        "GERMAN,   windows-1252,  l1,           -",
        "GERMAN,   windows-1252,  -,            ISO_8859-1",
        "GERMAN,   windows-1252,  -,            x-user-defined",
        "EURO,     ISO-8859-15,   iso-8859-15,  -",
        "EURO,     ISO-8859-15,   -,            latin9",
        "JAPANESE, windows-31j,   -,            Shift-JIS",
        "JAPANESE, EUC-JP,        x-euc-jp,     -",
        "CHINESE,  GB18030,       -,            chinese",
        "CHINESE,  GB18030,       cp936,        -",
        "TAIWANESE, Big5-HKSCS,   -,            x-x-big5",
        "KOREAN,   x-windows-949, -,            korean",
        "THAI,     x-windows-874, -,            iso-8859-11",
        "TURKISH,  windows-1254,  -,            latin5",
        "RUSSIAN,  IBM866,        cp866,        -",
        "UKRAINIAN, KOI8-U,       koi8-u,       -",
        "HEBREW,   ISO-8859-8,    -,            iso-8859-8-i",
        "FRENCH,   UTF-16LE,      utf-16,       -",
        "FRENCH,   UTF-16BE,      utf-16be,     -",
        "JAPANESE, UTF-16LE,      -,            utf-8",
        // headers that lie
        "RUSSIAN,  windows-1251,  iso-8859-1,   windows-1251",
        "POLISH,   ISO-8859-2,    iso-8859-1,   iso-8859-2",
        "FRENCH,   windows-1252,  iso-8859-1,   iso-8859-2",
        "FRENCH,   UTF-8,         utf-16,       -",
        "JAPANESE, windows-31j,   utf-8,        shift_jis",
        "KOREAN,   x-windows-949, utf-8,        -",
        "CZECH,    windows-1250,  utf-8,        windows-1250",
        "FRENCH,   UTF-8,         no-such,      utf-8",
        "FRENCH,   windows-1252,  no-such,      no-such",
        // neither header nor page says anything
        "CZECH,    windows-1250,  -,            -",
        "CZECH,    ISO-8859-2,    -,            -",
        "POLISH,   windows-1250,  -,            -",
        "POLISH,   ISO-8859-2,    -,            -",
        "HUNGARIAN, windows-1250, -,            -",
        "UKRAINIAN, windows-1251, -,            -",
        "UKRAINIAN, KOI8-U,       -,            -",
        "RUSSIAN,  IBM866,        -,            -",
        "RUSSIAN,  ISO-8859-5,    -,            -",
        "TURKISH,  windows-1254,  -,            -",
        "GREEK,    windows-1253,  -,            -",
        "HEBREW,   windows-1255,  -,            -",
        "ARABIC,   windows-1256,  -,            -",
        "PERSIAN,  UTF-8,         -,            -",
        "THAI,     x-windows-874, -,            -",
        "GERMAN,   windows-1252,  -,            -",
        "JAPANESE, ISO-2022-JP,   -,            -"
    })
    void given_aPage_when_decoded_then_itsTextIsRight(String language, String real, String header, String meta) {
        String text = sample(language);
        String html = "<!DOCTYPE html><html><head>"
                + (meta.equals("-") ? "" : "<meta charset=\"" + meta + "\">")
                + "<title>News of the day and of the night before</title></head><body><p>"
                + text + " </p><p>" + text + "</p></body></html>";
        byte[] bytes = html.getBytes(Charset.forName(real));

        String decoded = decode(bytes, header.equals("-") ? "text/html" : "text/html; charset=" + header, 1 << 20);

        assertThat(decoded).contains(text);
    }

    private static byte[] encoded(String html, String charset) {
        return html.getBytes(Charset.forName(charset));
    }

    private static String decoded(String html, String charset) {
        return decode(encoded(html, charset), "text/html", 1 << 20);
    }

    @Test
    void given_aMetaFarDownTheHead_when_decoded_then_itCounts() {
        String padding = "<script>" + "var x = '<meta charset=utf-8>';".repeat(200) + "</script>";
        String head = "<html><head>" + padding + "<meta charset=ISO></head><body>";

        assertThat(decoded(head.replace("ISO", "koi8-r") + RUSSIAN, "KOI8-R")).contains(RUSSIAN);
        // What it claims is heard and not what the bytes look like: so it is the meta that did it.
        assertThat(decoded(head.replace("ISO", "windows-1251") + RUSSIAN, "KOI8-R"))
                .doesNotContain(RUSSIAN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'>",
                "<META CONTENT=\"text/html;charset=ISO-8859-2\" HTTP-EQUIV=\"content-type\">",
                "<meta http-equiv='content-type' content='text/html; charset = \"iso-8859-2\"'/>",
                "<meta charset = iso-8859-2 >",
                "<meta/charset='iso-8859-2'/>",
                "<meta charset='iso-8859-2' charset='utf-8'>",
                "<meta name=x content='a > b'><meta charset=latin2>",
                "<!-- <meta charset=windows-1251> --><meta charset=iso-8859-2>",
                "<!--><meta charset=iso-8859-2>",
                "<title>charset=windows-1251 <meta charset=windows-1251></title><meta charset=iso-8859-2>",
                "<script>'<meta charset=windows-1251>'</script><meta charset=iso-8859-2>",
                "<meta content='text/html; charset=windows-1251'><meta charset=iso-8859-2>",
                "<meta charset=no-such-thing><meta charset=iso-8859-2>",
                "<link title='<meta charset=windows-1251>'><meta charset=iso-8859-2>",
            })
    void given_aMetaHoweverItIsWritten_when_decoded_then_itCounts(String meta) {
        assertThat(decoded("<html><head>" + meta + "</head><body><p>" + POLISH, "ISO-8859-2"))
                .contains(POLISH);
    }

    @Test
    void given_anXmlDeclaration_when_decoded_then_itCounts() {
        assertThat(decoded("<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><html><body>" + POLISH, "ISO-8859-2"))
                .contains(POLISH);
    }

    @Test
    void given_fewLettersAndALanguage_when_nothingIsDeclared_then_theLanguageTells() {
        assertThat(decoded("<html lang=cs-CZ><body>\u010dl\u00e1nek", "windows-1250"))
                .contains("\u010dl\u00e1nek");
        assertThat(decoded("<html lang=tr><body>a\u011f\u0131r", "windows-1254"))
                .contains("a\u011f\u0131r");
    }

    @Test
    void given_manyUnclosedElements_when_decoded_then_itIsQuick() {
        byte[] page = ("<script>".repeat(40_000) + "<!--".repeat(40_000) + "<meta a=\"".repeat(40_000))
                .getBytes(StandardCharsets.UTF_8);

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> Charsets.sniff(page, null));
    }

    @Test
    void given_aByteOrderMark_when_decoded_then_itWinsOverAllClaims() {
        for (var charset :
                new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes("\ufeff".getBytes(charset));
            bytes.writeBytes(("<meta charset=koi8-r><p>" + POLISH).getBytes(charset));

            assertThat(decode(bytes.toByteArray(), "text/html; charset=windows-1251", 1 << 20))
                    .as(charset.name())
                    .startsWith("<meta")
                    .contains(POLISH);
        }
    }

    @Test
    void given_utf8WithOneBrokenByte_when_decoded_then_theRestIsRight() {
        byte[] bytes = ("<p>" + FRENCH + FRENCH + "\u0001" + POLISH).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 1 ? (byte) 0xe9 : bytes[i];
        }

        assertThat(decode(bytes, null, 1 << 20)).contains(FRENCH, POLISH);
    }

    @Test
    void given_nonsense_when_decoded_then_itDoesNotThrow() {
        for (var type :
                new String[] {null, "", "text/html; charset=", "text/html; charset=no-such", "text/html;charset=\"", ";"
                }) {
            assertThat(decode(new byte[0], type, 100)).isEmpty();
            assertThat(decode(new byte[] {(byte) 0xff, 0, (byte) 0xc3}, type, 100))
                    .isNotNull();
        }
        assertThat(decode("abcdef".getBytes(StandardCharsets.UTF_8), null, 3)).isEqualTo("abc");
    }
}
