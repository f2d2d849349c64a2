package sentinel.text.date;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which month a word is. The names that news sites write come before those of {@link MonthNames}, and the names of the
 * readers' language come first.
 *
 * @param own names of the readers' language: one that is another month in a neighbour's is theirs
 */
record MonthWords(Map<String, Integer> own) {

    private static final Map<String, Integer> WRITTEN = written();

    /** Whether a word, in lower case, is a month's name in one of the languages known. */
    static boolean isMonth(String word) {
        return WRITTEN.containsKey(word);
    }

    /** A label may stand right before the name where a page sets them apart by its style only: UpdatedMarch. Null for no month. */
    Integer month(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        Integer month = known(word);
        if (month != null) {
            return month;
        }
        int capital = name.length() - 1;
        while (capital > 0 && !Character.isUpperCase(name.charAt(capital))) {
            capital--;
        }
        boolean glued = capital > 0 && Character.isLowerCase(name.charAt(capital - 1));
        Integer last = glued ? known(name.substring(capital).toLowerCase(Locale.ROOT)) : null;
        return last != null ? last : MonthNames.ofAny(word);
    }

    private Integer known(String word) {
        Integer month = own.get(word);
        return month != null ? month : WRITTEN.get(word);
    }

    private static Map<String, Integer> written() {
        var months = new HashMap<String, Integer>();
        put(months, "january february march april may june july august september october november december");
        put(months, "jan feb mar apr may jun jul aug sep oct nov dec");
        put(months, "januar februar märz april mai juni juli august september oktober november dezember");
        put(months, "jänner feber mrz apr mai jun jul aug sept okt nov dez");
        put(months, "janvier février mars avril mai juin juillet août septembre octobre novembre décembre");
        put(months, "janv févr mars avr mai juin juil août sept oct nov déc");
        put(months, "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre");
        put(months, "ene feb mar abr may jun jul ago set oct nov dic");
        put(months, "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre");
        put(months, "gen feb mar apr mag giu lug ago set ott nov dic");
        put(months, "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro");
        put(months, "januari februari maart april mei juni juli augustus september oktober november december");
        put(months, "januari februari mars april maj juni juli augusti september oktober november december");
        put(months, "januar februar mars april mai juni juli august september oktober november desember");
        put(months, "januar februar marts april maj juni juli august september oktober november december");
        put(
                months,
                "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta");
        put(
                months,
                "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia");
        put(months, "ledna února března dubna května června července srpna září října listopadu prosince");
        put(
                months,
                "január február március április május június július augusztus szeptember október november december");
        put(
                months,
                "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie");
        put(months, "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık");
        put(months, "января февраля марта апреля мая июня июля августа сентября октября ноября декабря");
        put(months, "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня");
        put(
                months,
                "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου");
        put(
                months,
                "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca");
        put(months, "januari februari maret april mei juni juli agustus september oktober november desember");
        put(months, "jan fev mar abr mai jun jul ago set out nov dez");
        put(months, "jan feb mrt apr mei jun jul aug sep okt nov dec");
        put(months, "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre");
        put(months, "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre");
        put(months, "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra");
        put(months, "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra");
        put(months, "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar");
        put(months, "јануар фебруар март април мај јун јул август септембар октобар новембар децембар");
        put(months, "јануари февруари март април мај јуни јули август септември октомври ноември декември");
        put(months, "януари февруари март април май юни юли август септември октомври ноември декември");
        put(months, "янв фев мар апр май июн июл авг сен окт ноя дек");
        put(months, "січ лют бер кві тра чер лип сер вер жов лис гру");
        put(
                months,
                "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio");
        put(
                months,
                "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris");
        put(months, "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor");
        put(months, "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro");
        put(months, "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba");
        put(months, "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre");
        put(months, "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember");
        put(months, "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember");
        put(months, "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر");
        put(months, "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر");
        put(months, "يناير فبراير مارس ابريل ماي يونيه يوليه اغسطس شتنبر اكتوبر نونبر دجنبر");
        put(months, "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר");
        put(months, "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר");
        put(months, "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر");
        put(months, "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर");
        return Map.copyOf(months);
    }

    private static void put(Map<String, Integer> months, String names) {
        var twelve = names.split(" ", -1);
        for (int i = 0; i < twelve.length; i++) {
            months.putIfAbsent(twelve[i], i + 1);
        }
    }
}
