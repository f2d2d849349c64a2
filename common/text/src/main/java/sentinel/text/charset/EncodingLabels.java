package sentinel.text.charset;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a page means by the name of an encoding (WHATWG Encoding, 4.2): often not what the name says, {@code iso-8859-1} is
 * windows-1252. Names that the standard does not know are none, but for a few that servers use all the same. Two of its
 * encodings (ISO-8859-10 and -14) are not in the JDK, and those it calls "replacement" are never decoded: neither is known here.
 */
final class EncodingLabels {

    private static final Map<String, Charset> BY_LABEL = new HashMap<>();

    static {
        add("UTF-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8");
        add("UTF-16LE", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le");
        add("UTF-16BE", "unicodefffe utf-16be");
        add("IBM866", "866 cp866 csibm866 ibm866");
        add("ISO-8859-2", "csisolatin2 iso-ir-101 l2 latin2 iso_8859-2:1987 " + iso("2"));
        add("ISO-8859-3", "csisolatin3 iso-ir-109 l3 latin3 iso_8859-3:1988 " + iso("3"));
        add("ISO-8859-4", "csisolatin4 iso-ir-110 l4 latin4 iso_8859-4:1988 " + iso("4"));
        add("ISO-8859-5", "csisolatincyrillic cyrillic iso-ir-144 iso_8859-5:1988 " + iso("5"));
        add(
                "ISO-8859-6",
                "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127"
                        + " iso_8859-6:1987 " + iso("6"));
        add(
                "ISO-8859-7",
                "csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso_8859-7:1987 sun_eu_greek " + iso("7"));
        add(
                "ISO-8859-8",
                "csiso88598e csiso88598i csisolatinhebrew hebrew iso-8859-8-e iso-8859-8-i iso-ir-138 iso_8859-8:1988"
                        + " logical visual " + iso("8"));
        add("ISO-8859-13", "iso-8859-13 iso8859-13 iso885913");
        add("ISO-8859-15", "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 latin9 latin-9");
        add("ISO-8859-16", "iso-8859-16");
        add("KOI8-R", "cskoi8r koi koi8 koi8-r koi8_r");
        add("KOI8-U", "koi8-ru koi8-u");
        add("x-MacRoman", "csmacintosh mac macintosh x-mac-roman");
        add("x-MacCyrillic", "x-mac-cyrillic x-mac-ukrainian");
        add("x-windows-874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 tis620 cp874 windows-874");
        add("windows-1250", "win-1250 " + windows("1250"));
        add("windows-1251", "win-1251 " + windows("1251"));
        add(
                "windows-1252",
                "ansi ansi_x3.4-1968 ascii cp819 csisolatin1 ibm819 iso-ir-100 iso_8859-1:1987 l1 latin1 latin-1 us-ascii"
                        + " win-1252 x-user-defined " + iso("1") + " " + windows("1252"));
        add("windows-1253", windows("1253"));
        add("windows-1254", "csisolatin5 iso-ir-148 iso_8859-9:1989 l5 latin5 " + iso("9") + " " + windows("1254"));
        add("windows-1255", windows("1255"));
        add("windows-1256", windows("1256"));
        add("windows-1257", windows("1257"));
        add("windows-1258", windows("1258"));
        add(
                "GB18030",
                "chinese csgb2312 csiso58gb231280 gb18030 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk cp936 euc-cn");
        add("Big5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950");
        add("EUC-JP", "cseucpkdfmtjapanese euc-jp x-euc-jp eucjp");
        add("ISO-2022-JP", "csiso2022jp iso-2022-jp");
        add("windows-31j", "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis cp932 shiftjis");
        add(
                "x-windows-949",
                "cseuckr csksc56011987 euc-kr euckr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601"
                        + " windows-949 cp949 ms949 uhc");
    }

    private EncodingLabels() {}

    /** The encoding that a label means; surrounding space and case do not matter. */
    static Optional<Charset> charset(String label) {
        return Optional.ofNullable(BY_LABEL.get(label.strip().toLowerCase(Locale.ROOT)));
    }

    private static void add(String charset, String labels) {
        for (var label : labels.split(" ", -1)) {
            BY_LABEL.put(label, Charset.forName(charset));
        }
    }

    private static String iso(String part) {
        return String.join(" ", "iso-8859-" + part, "iso8859-" + part, "iso8859" + part, "iso_8859-" + part);
    }

    private static String windows(String page) {
        return String.join(" ", "windows-" + page, "cp" + page, "x-cp" + page);
    }
}
