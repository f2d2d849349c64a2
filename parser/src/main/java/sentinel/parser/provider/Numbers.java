package sentinel.parser.provider;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a text by value, however they are written: {@code 1,000}, {@code 1.000} and {@code 1 000} are one number,
 * and so are {@code 2.1 billion} and {@code 2,100 million}, {@code three} and {@code 3}, {@code 三} and {@code ３}. What can
 * be read in two ways counts as both: better one invented number too many than an honest one refused.
 */
final class Numbers {

    private static final int MAX_DIGITS = 18;

    /** Below this a number may be a word in the text, of a language whose words are not known here. */
    private static final int MAX_SMALL = 12;

    private static final Pattern NUMBER =
            Pattern.compile("(?<!\\d)\\d{1,3}(?:[ '’]\\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)*");

    private static final Pattern GAPS = Pattern.compile("[ '’]");
    private static final Pattern MARKS = Pattern.compile("[.,]");
    private static final Pattern NO_DIGIT = Pattern.compile("[^\\d]");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[.,]\\d{3})+");
    private static final Pattern WHOLE = Pattern.compile("\\d+|\\d{1,3}(?:\\.\\d{3})+|\\d{1,3}(?:,\\d{2,3})+");
    private static final Pattern INDIAN = Pattern.compile("\\d{1,2}(?:,\\d{2})+,\\d{3}");
    private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\p{M}]+");
    private static final Pattern WORD = Pattern.compile("[ -]?([\\p{L}\\p{M}]+)");
    private static final Pattern HAN_NUMBER = Pattern.compile("[〇零一二三四五六七八九十百千两兩]+");
    private static final int FIRST_HAN = '〇';
    private static final String HAN_DIGITS = "〇一二三四五六七八九";

    private static final Map<String, BigDecimal> SCALES = scales();
    private static final Map<String, Map<String, Integer>> WORDS = words();

    private final Set<String> values = new HashSet<>();
    private final boolean wordsKnown;

    /** @param language ISO 639-1 code, or null */
    Numbers(@Nullable String language, @Nullable String... texts) {
        var words = WORDS.get(language == null ? "en" : language);
        wordsKnown = language != null && words != null;
        for (String text : texts) {
            if (text != null) {
                String plain = plain(text);
                readDigits(plain);
                readHan(plain);
                if (words != null) {
                    readWords(plain, words);
                }
            }
        }
    }

    /** Whether these texts have every number of {@code prose}. */
    boolean haveAllOf(String prose) {
        String plain = plain(prose);
        var numbers = NUMBER.matcher(plain);
        while (numbers.find()) {
            if (!has(numbers.group(), scaleAfter(plain, numbers.end()))) {
                return false;
            }
        }
        return true;
    }

    private boolean has(String number, @Nullable BigDecimal scale) {
        var readings = readings(number);
        if (readings.isEmpty()) { // 3.11.2026: parts, and no number
            return NO_DIGIT.splitAsStream(number).allMatch(part -> values.contains(key(part)));
        }
        for (var reading : readings) {
            boolean small = !wordsKnown && scale == null && reading.compareTo(BigDecimal.valueOf(MAX_SMALL)) <= 0;
            if (small || values.contains(key(scale == null ? reading : reading.multiply(scale)))) {
                return true;
            }
        }
        return false;
    }

    private void readDigits(String text) {
        var numbers = NUMBER.matcher(text);
        for (int at = nextDigit(text, 0); at >= 0; at = nextDigit(text, numbers.end())) {
            if (!numbers.find(at)) {
                return;
            }
            for (String part : NO_DIGIT.split(numbers.group(), -1)) {
                values.add(key(part));
            }
            var scale = scaleAfter(text, numbers.end());
            for (var reading : readings(numbers.group())) {
                add(reading, scale);
            }
        }
    }

    /** Where the next number begins, so that the pattern need not be tried at every letter; -1 when there is none. */
    private static int nextDigit(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                return i;
            }
        }
        return -1;
    }

    private void readWords(String text, Map<String, Integer> words) {
        var found = LETTERS.matcher(text);
        int tens = 0;
        int tensEnd = -2;
        while (found.find()) {
            Integer value = words.get(found.group());
            if (value == null) {
                continue;
            }
            var scale = scaleAfter(text, found.end());
            add(BigDecimal.valueOf(value), scale);
            if (value < 10 && tensEnd == found.start() - 1) { // twenty-five
                add(BigDecimal.valueOf(tens + value), scale);
            }
            tens = value;
            tensEnd = value >= 20 && value % 10 == 0 ? found.end() : -2;
        }
    }

    private void readHan(String text) {
        if (text.chars().noneMatch(c -> c >= FIRST_HAN)) {
            return;
        }
        var found = HAN_NUMBER.matcher(text);
        while (found.find()) {
            add(BigDecimal.valueOf(han(found.group())), scaleAfter(text, found.end()));
        }
    }

    private static long han(String signs) {
        long sum = 0;
        long digit = 0;
        boolean positional = true;
        for (int i = 0; i < Math.min(signs.length(), MAX_DIGITS - 2); i++) {
            char c = signs.charAt(i);
            int unit = c == '十' ? 10 : c == '百' ? 100 : c == '千' ? 1000 : 0;
            int value = c == '零' ? 0 : c == '两' || c == '兩' ? 2 : HAN_DIGITS.indexOf(c);
            if (unit > 0) {
                sum += unit * (digit == 0 ? 1 : digit);
                digit = 0;
                positional = false;
            } else {
                digit = positional ? digit * 10 + value : value;
            }
        }
        return sum + digit;
    }

    private void add(BigDecimal value, @Nullable BigDecimal scale) {
        values.add(key(value));
        if (scale != null) {
            values.add(key(value.multiply(scale)));
        }
    }

    /** What the word after a number multiplies it by; null when that is no such word. */
    private static @Nullable BigDecimal scaleAfter(String text, int end) {
        Matcher word = WORD.matcher(text).region(end, text.length());
        if (!word.lookingAt()) {
            return null;
        }
        String found = word.group(1);
        var scale = SCALES.get(found);
        if (scale == null && found.codePointAt(0) >= 0x2E80) {
            scale = SCALES.get(found.substring(0, 1)); // 万人
        }
        if (scale != null && found.startsWith("mil") && scale.intValue() == 1000) { // dos mil millones
            var next = WORD.matcher(text).region(word.end(), text.length());
            var more = next.lookingAt() ? SCALES.get(next.group(1)) : null;
            return more == null ? scale : scale.multiply(more);
        }
        return scale;
    }

    /** As an integer with marks between thousands, and as a decimal fraction, where either is possible. */
    private static Set<BigDecimal> readings(String number) {
        String digits = GAPS.matcher(number).replaceAll("");
        var readings = new HashSet<BigDecimal>();
        if (digits.length() > MAX_DIGITS + 6) {
            return readings;
        }
        if (GROUPED.matcher(digits).matches()) {
            readings.add(new BigDecimal(withoutMarks(digits)));
        }
        int last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
        if (last < 0) {
            readings.add(new BigDecimal(digits));
            return readings;
        }
        String whole = digits.substring(0, last);
        boolean grouped = WHOLE.matcher(whole).matches();
        boolean sameMark = whole.indexOf(digits.charAt(last)) >= 0;
        if (grouped && !sameMark) {
            readings.add(new BigDecimal(withoutMarks(whole) + "." + digits.substring(last + 1)));
        } else if (grouped && INDIAN.matcher(digits).matches()) { // 1,25,000 in India
            readings.add(new BigDecimal(digits.replace(",", "")));
        }
        return readings;
    }

    private static String withoutMarks(String digits) {
        return MARKS.matcher(digits).replaceAll("");
    }

    private static String key(String digits) {
        return digits.isEmpty() || digits.length() > MAX_DIGITS ? digits : key(new BigDecimal(digits));
    }

    private static String key(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** Digits of all scripts as ASCII, letters in lower case. */
    private static String plain(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var out = new StringBuilder(normal.length());
        normal.codePoints().forEach(c -> {
            if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
                out.append((char) ('0' + Character.digit(c, 10)));
            } else if (c == 0x66B) {
                out.append('.');
            } else if (c == 0x66C) {
                out.append(',');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static Map<String, BigDecimal> scales() {
        var scales = new HashMap<String, BigDecimal>();
        scale(scales, 2, "hundred hundert cent cien ciento cento honderd сто 百 백");
        scale(
                scales,
                3,
                "thousand thousands k tausend tsd mille milliers mil mila duizend tusen tusind tysiąc tysiące tysięcy тысяч"
                        + " тысячи тысяча тыс тисяч 千 천 ألف آلاف हज़ार हजार");
        scale(scales, 4, "万 萬 만");
        scale(scales, 5, "lakh lakhs लाख");
        scale(
                scales,
                6,
                "million millions m mn mio millionen millón millones milhão milhões milione milioni miljoen miljoner"
                        + " millioner mln milionów miliony миллион миллиона миллионов млн мільйонів مليون ملايين");
        scale(scales, 7, "crore crores करोड़");
        scale(scales, 8, "亿 億 억");
        scale(
                scales,
                9,
                "billion billions bn b milliard milliards milliarde milliarden mrd md miliardo miliardi miljard miljarder"
                        + " milliarder mld miliardów miliardy bilhão bilhões миллиард миллиарда миллиардов млрд مليار مليارات");
        scale(scales, 12, "trillion trillions tn trn billionen billones biljoen триллион триллионов трлн 兆 조 تريليون");
        return Map.copyOf(scales);
    }

    private static void scale(Map<String, BigDecimal> scales, int zeros, String words) {
        for (String word : words.split(" ", -1)) {
            scales.put(word, BigDecimal.TEN.pow(zeros));
        }
    }

    private static Map<String, Map<String, Integer>> words() {
        return Map.of(
                "en",
                numbered(
                        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
                                + " seventeen eighteen nineteen",
                        "twenty thirty forty fifty sixty seventy eighty ninety",
                        "once=1 first=1 twice=2 second=2 both=2 pair=2 couple=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7"
                                + " eighth=8 ninth=9 tenth=10 dozen=12 a=1 an=1 hundred=100 thousand=1000"
                                + " million=1000000 billion=1000000000"),
                "de",
                numbered(
                        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
                                + " siebzehn achtzehn neunzehn",
                        "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
                        "ein=1 eine=1 einen=1 einem=1 einer=1 beide=2 beiden=2 dutzend=12 hundert=100 tausend=1000"),
                "fr",
                numbered(
                        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
                        "vingt trente quarante cinquante soixante",
                        "une=1 premier=1 première=1 cent=100 mille=1000"),
                "es",
                numbered(
                        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
                        "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
                        "un=1 una=1 primer=1 primera=1 cien=100 mil=1000"),
                "it",
                numbered(
                        "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici",
                        "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
                        "un=1 una=1 primo=1 prima=1 cento=100 mille=1000"),
                "pt",
                numbered(
                        "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze",
                        "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
                        "uma=1 duas=2 cem=100 mil=1000"),
                "nl",
                numbered(
                        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien",
                        "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
                        "één=1 beide=2 honderd=100 duizend=1000"));
    }

    /** @param others {@code word=value} */
    private static Map<String, Integer> numbered(String fromZero, String fromTwentyByTens, String others) {
        var words = new HashMap<String, Integer>();
        for (String word : fromZero.split(" ", -1)) {
            words.put(word, words.size());
        }
        int tens = 20;
        for (String word : fromTwentyByTens.split(" ", -1)) {
            words.put(word, tens);
            tens += 10;
        }
        for (String other : others.split(" ", -1)) {
            int equals = other.indexOf('=');
            words.put(other.substring(0, equals), Integer.parseInt(other.substring(equals + 1)));
        }
        return Map.copyOf(words);
    }
}
