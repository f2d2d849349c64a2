package sentinel.extractor;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a text's language: by its script where that is enough, else by the commonest words of each language. Light, and
 * good for a paragraph or more; on less it says nothing.
 */
final class LanguageGuess {

    private static final int LOOK_AT = 6_000;
    private static final int MIN_LETTERS = 60;
    private static final int MIN_HITS = 5;

    private static final Map<String, Set<String>> COMMON = common();
    private static final String[] LANGUAGES = COMMON.keySet().toArray(String[]::new);
    private static final WordBits WORDS = words();

    private LanguageGuess() {}

    /** ISO 639-1 code; empty when the text is too short or looks like none we know. */
    static Optional<String> of(String text) {
        String start = text.length() > LOOK_AT ? text.substring(0, LOOK_AT) : text;
        var scripts = new EnumMap<Character.UnicodeScript, Integer>(Character.UnicodeScript.class);
        int latin = 0;
        int letters = 0;
        for (int i = 0; i < start.length(); i++) {
            char c = start.charAt(i);
            if (Character.isLetter(c)) {
                letters++;
                if (c < 0x250) {
                    latin++;
                } else {
                    scripts.merge(Character.UnicodeScript.of(c), 1, Integer::sum);
                }
            }
        }
        if (letters < MIN_LETTERS) {
            return Optional.empty();
        }
        if (latin > 0) {
            scripts.merge(Character.UnicodeScript.LATIN, latin, Integer::sum);
        }
        final int all = letters;
        var main = scripts.entrySet().stream()
                .max(Map.Entry.<Character.UnicodeScript, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        int kana = scripts.getOrDefault(Character.UnicodeScript.HIRAGANA, 0)
                + scripts.getOrDefault(Character.UnicodeScript.KATAKANA, 0);
        if (kana > all / 20) {
            return Optional.of("ja");
        }
        return switch (main) {
            case HAN -> Optional.of("zh");
            case HANGUL -> Optional.of("ko");
            case GREEK -> Optional.of("el");
            case HEBREW -> Optional.of("he");
            case THAI -> Optional.of("th");
            case DEVANAGARI -> Optional.of(has(start, "आहे") || has(start, "आणि") ? "mr" : "hi");
            case BENGALI -> Optional.of("bn");
            case TAMIL -> Optional.of("ta");
            case TELUGU -> Optional.of("te");
            case GUJARATI -> Optional.of("gu");
            case KANNADA -> Optional.of("kn");
            case MALAYALAM -> Optional.of("ml");
            case GURMUKHI -> Optional.of("pa");
            case SINHALA -> Optional.of("si");
            case KHMER -> Optional.of("km");
            case LAO -> Optional.of("lo");
            case MYANMAR -> Optional.of("my");
            case GEORGIAN -> Optional.of("ka");
            case ARMENIAN -> Optional.of("hy");
            case ETHIOPIC -> Optional.of("am");
            case ARABIC -> Optional.of(arabic(start));
            case CYRILLIC -> Optional.of(cyrillic(start));
            case LATIN -> latin(start);
            default -> Optional.empty();
        };
    }

    private static String arabic(String text) {
        if (has(text, "ے") && (has(text, "ٹ") || has(text, "ں"))) {
            return "ur";
        }
        return has(text, "پ") || has(text, "گ") || has(text, "ی") ? "fa" : "ar";
    }

    private static String cyrillic(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (has(lower, "ї") || has(lower, "є") || (has(lower, "і") && !has(lower, "ў"))) {
            return has(lower, "қ") || has(lower, "ң") ? "kk" : "uk";
        }
        if (has(lower, "ў") && has(lower, "і")) {
            return "be";
        }
        if (has(lower, "ђ") || has(lower, "ћ") || has(lower, "љ")) {
            return has(lower, "ќ") || has(lower, "ѓ") ? "mk" : "sr";
        }
        if (has(lower, "ќ") || has(lower, "ѓ") || has(lower, "ѕ")) {
            return "mk";
        }
        return has(lower, "ы") || has(lower, "э") ? "ru" : "bg";
    }

    private static boolean has(String text, String part) {
        return text.contains(part);
    }

    private static Optional<String> latin(String text) {
        var lower = new char[text.length()];
        var hits = new int[LANGUAGES.length];
        int count = 0;
        int word = 0; // where it begins
        for (int i = 0; i <= lower.length; i++) {
            if (i < lower.length && Character.isLetter(text.charAt(i))) {
                lower[i] = Character.toLowerCase(text.charAt(i));
                continue;
            }
            if (i > word) {
                count++;
                for (long of = WORDS.of(lower, word, i); of != 0; of &= of - 1) {
                    hits[Long.numberOfTrailingZeros(of)]++;
                }
            }
            word = i + 1;
        }
        int best = 0;
        int most = 0;
        int second = 0;
        for (int language = 0; language < hits.length; language++) {
            if (hits[language] > most) {
                second = most;
                most = hits[language];
                best = language;
            } else if (hits[language] > second) {
                second = hits[language];
            }
        }
        boolean clear = most >= MIN_HITS && most > 0.1 * count && most > second * 1.05;
        return clear ? Optional.of(LANGUAGES[best]) : Optional.empty();
    }

    /** Each language has the bit of its place. */
    private static WordBits words() {
        var words = new WordBits.Builder();
        for (int language = 0; language < LANGUAGES.length; language++) {
            words.add(1L << language, COMMON.get(LANGUAGES[language]));
        }
        return words.build();
    }

    private static Map<String, Set<String>> common() {
        var map = new LinkedHashMap<String, Set<String>>();
        put(
                map,
                "en",
                "the of and to in is that for it with was on as are be this by at from have has he his but not they we you an or which their said will who been");
        put(
                map,
                "de",
                "der die das und ist nicht ein eine zu den mit von sich auf für dem des im auch es an werden aus er hat dass sie nach wird bei noch wie einen am um sind war aber oder ich wir");
        put(
                map,
                "fr",
                "le la les des et est un une du dans que qui pour pas sur au par plus ce il ne se sont avec en aux cette mais nous ont été son ses leur où elle je vous");
        put(
                map,
                "es",
                "el la los las de que y en un una del se por con para su al lo como más pero sus es ha este está también fue son entre desde muy sobre hasta cuando");
        put(
                map,
                "it",
                "il di che e la in un per è una con del non si le da sono i dei della al più nel anche come gli alla ha lo delle ma dal questo nella ed era");
        put(
                map,
                "pt",
                "o de que e a do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando muito nos já também só pelo pela isso são foi");
        put(
                map,
                "nl",
                "de het een en van in is dat op te zijn met voor niet aan er om ook als maar dan bij nog naar hij wordt zich uit heeft door over werd kan worden deze die tot we ze");
        put(
                map,
                "sv",
                "och att det i som en på är av för med den till inte har om ett var jag men de så sig från vi kan nu också när eller efter då hade mot vid skulle mycket");
        put(
                map,
                "no",
                "og i det på som er en til å av for med at var de ikke den har om et men seg fra vi ble kan også så etter når nå over skal ved eller han opp bare mer noe hvor");
        put(
                map,
                "da",
                "og i at det er en til af på den for med de som ikke der har et men var fra om vi sig også kan så efter blev når nu hvor over ved skal eller bare mere noget op være af");
        put(
                map,
                "fi",
                "ja on ei se että oli hän mutta ovat myös kun niin kuin tai jos sen joka mukaan ole voi vain nyt jo olla vuonna sitä hänen tämä sekä mitä ollut");
        put(
                map,
                "pl",
                "i w na z się do nie że to jest o jak po za od ale przez dla co są oraz tym był tego jego może tylko już czy przy być ma go tak");
        put(
                map,
                "cs",
                "a se v na je že o s to do za ve z i by ale k jsou po jako který pro od ke jeho být již podle však až také kteří která byl tak když");
        put(
                map,
                "sk",
                "a sa v na je že o s to do za vo z i by ale k sú po ako ktorý pre od ku jeho byť už podľa však až aj ktorí ktorá bol tak keď");
        put(
                map,
                "hu",
                "a az és hogy nem is egy ez de van volt meg csak már még mint ezt azt vagy ha el lehet után volna minden akkor szerint lesz kell között");
        put(
                map,
                "ro",
                "de și în a la cu pe că nu o un din este mai pentru care se au fost sunt prin sau dar ce după ca fi unui unei această între cei cele va");
        put(
                map,
                "tr",
                "ve bir bu da de için ile olarak daha çok olan ne gibi kadar en sonra ya her o ama değil var ise göre mi yeni oldu olduğu türkiye");
        put(
                map,
                "hr",
                "i je u na se da za su od o s koji kao ali iz ne to što bi će nije ili jer kako više biti te po je bio koja samo već sve nakon");
        put(
                map,
                "sl",
                "in je v na se da za so pa ki z ne s tudi po bi kot še od o ali pri kako bo le več ter iz bil če že sta ima do");
        put(
                map,
                "id",
                "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka lebih telah sudah oleh atau sebagai adalah kata");
        put(
                map,
                "ms",
                "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke kerana tersebut boleh ada mereka lebih telah sudah oleh atau sebagai adalah beliau kata");
        put(
                map,
                "vi",
                "và của là có không được cho một người trong đã với các những này khi để từ đến về như ra vào ở tại cũng theo");
        put(
                map,
                "et",
                "ja on ei et see ta kui oli aga ka oma mis nii siis või selle kes ning mida seda nad pole veel kuid oleks välja");
        put(map, "lv", "un ir ar no par kā ka lai uz tas vai to bija pie arī bet viņš gan pēc kas gada tiek nav šo");
        put(
                map,
                "lt",
                "ir kad su į iš tai yra kaip bet ar jis po už buvo apie nuo tik dar jau dėl jie taip prie kuris");
        put(
                map,
                "ca",
                "de la i el que en a les per un una els amb no del és al com més ha però ser són va aquest aquesta seva també entre sobre");
        put(
                map,
                "sq",
                "dhe të në e i për me nga një është se që ka si nuk më por edhe janë kjo ky do kur ishte pas tij");
        put(
                map,
                "af",
                "die en van in is het dat nie te vir op met wat sy om hy was aan ook deur sal word maar as ons hulle");
        put(map, "eu", "eta da ez bat du dira ere izan baina zuen hau dute egin den dela ditu izango dago beste");
        put(
                map,
                "gl",
                "o de que e a do da en un para con non unha os no se na por máis as dos como pero ao das súa seu foi é ou tamén");
        put(map, "is", "og að í á er sem til við það var en um með ekki af fyrir hann því eru hafa frá þetta");
        put(map, "sw", "na ya wa kwa ni katika la za kuwa hiyo huyo hii hilo cha watu alisema ambayo lakini pia baada");
        put(map, "tl", "ang ng sa na at mga ay si ni para hindi ito niya kung isang ko siya nang may mula pa");
        return map;
    }

    private static void put(Map<String, Set<String>> map, String language, String words) {
        map.put(language, new HashSet<>(List.of(words.split(" ", -1))));
    }
}
