package sentinel.parser.provider;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** English words that have a capital and are no names of their own, or that begin a sentence. */
final class EnglishWords {

    /** Titles, and what stands for things that everybody writes in short. In lower case. */
    private static final Set<String> NO_NAMES =
            set("mr mrs ms miss dr prof professor sir lord lady dame president vice prime minister chancellor senator"
                    + " representative congressman congresswoman governor mayor judge justice king queen prince princess pope bishop"
                    + " archbishop cardinal general colonel captain sergeant lieutenant major admiral secretary ambassador"
                    + " commissioner coach chief chairman chairwoman director executive officer spokesman spokeswoman detective"
                    + " inspector superintendent sheriff attorney deputy state"
                    + " ceo cfo coo cto ceos eu un us usa uk uae ai it tv pm am mp mps pc gdp ipo nato un who imf fbi cia dna"
                    + " co2 ad bc id pr hr vat ngo ngos gps usb api covid"
                    + " internet earth english christmas easter god bible parliament congress government");

    private static final Set<String> STARTS = set(
            "the a an this that these those its his her their our my your some many most all both each every other another"
                    + " such several few more less no none one two three four five six seven eight nine ten first second third last"
                    + " next former new old young early late recent local national global international regional key major heavy"
                    + " strong high low big large small long short good bad free full cheap huge vast tiny dear dark bright warm cold hot dry wet safe poor rich rural urban public private"
                    + " in on at by for from with without within under over between among amid against about after before during"
                    + " since until through throughout despite because although though while when where what which who why how if"
                    + " unless as of to into upon per via plus than then thus there here now today tonight yesterday tomorrow later"
                    + " earlier soon still yet also even just only once again ever never not instead rather however meanwhile"
                    + " overall elsewhere together further and but or so nor it he she they we you i us them him"
                    + " work police people growth demand trade rain snow fire crime travel support health wealth youth staff life"
                    + " death war peace part half nearly almost around roughly up down out off back home land water food"
                    + " power oil gas gold rent debt tax risk hope fear anger talk news data research science art sport school work"
                    + " traffic tourism climate weather wind storm flood heat drought price cost profit income revenue turnover"
                    + " output supply sale stock share market council parliament government state court law vote public crowd"
                    + " much little enough any either neither whether like unlike given based due thanks across along near"
                    + " inside outside beyond behind below above men women child woman man girl boy anyone everyone nobody"
                    + " someone something nothing everything sunday");

    /** How English words end that are rarely the name of somebody. */
    private static final Pattern ENDING = Pattern.compile(
            ".{2,}(?:s|ed|ing|ly|er|ers|ion|ment|ity|ness|al|ive|ous|ic|ful|less|able|ible|ism|ist|ance|ence|ency|ship|hood|ward|age|ure|ate|ary|ory)");

    /** A country, its people and its adjective where they do not begin alike; the first letters of each. */
    private static final List<Set<String>> COUNTRIES = List.of(
            set("france french frenchman"),
            set("spain spanish spaniard spaniards"),
            set("netherlands dutch holland"),
            set("denmark danish danes"),
            set("switzerland swiss"),
            set("wales welsh"),
            set("poland polish poles"),
            set("ireland irish"),
            set("finland finnish finns"),
            set("turkey turkish turks turkiye"),
            set("greece greek greeks"),
            set("germany german germans"),
            set("china chinese"),
            set("england english britain british uk kingdom"),
            set("america american americans us usa states"),
            set("europe european europeans eu"),
            set("philippines philippine filipino filipinos"),
            set("iraq iraqi"),
            set("iran iranian"),
            set("peru peruvian"),
            set("norway norwegian"));

    private static final Map<String, Set<String>> SAME_COUNTRY = sameCountry();

    private EnglishWords() {}

    /** @param word in lower case */
    static boolean isNoName(String word) {
        return NO_NAMES.contains(word);
    }

    /** Whether a word with a capital at the start of a sentence may well be an ordinary one. */
    static boolean mayBegin(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return STARTS.contains(lower) || ENDING.matcher(lower).matches();
    }

    /** Other words for the same country; mostly none. */
    static Collection<String> sameCountry(String word) {
        return SAME_COUNTRY.getOrDefault(word, Set.of());
    }

    private static Map<String, Set<String>> sameCountry() {
        var byWord = new HashMap<String, Set<String>>();
        for (var country : COUNTRIES) {
            country.forEach(word -> byWord.put(word, country));
        }
        return Map.copyOf(byWord);
    }

    private static Set<String> set(String words) {
        return Set.copyOf(Arrays.asList(words.split(" ", -1)));
    }
}
