package sentinel.extractor;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a reader calls the site. The claim that most others repeat wins, and is then
 * written as the best-written claim with the same letters has it: {@code Example Gazette} rather than {@code examplegazette}
 * or {@code example-gazette.com}.
 */
final class SiteName {

    private static final int MAX_LENGTH = 60;
    private static final int MAX_ORGANISATIONS = 10;
    private static final double SAME_AS_ADDRESS = 0.9;
    private static final double FIRST = 0.6;
    /** Worth of a claim that is an address: another, if there is one, is what people say. */
    private static final double LIKE_AN_ADDRESS = 0.3;
    /** What is set between a name and a motto, or a headline and a name. */
    static final Pattern SEPARATOR = Pattern.compile("\\s+[|–—·•»›:_~/-]+\\s+|\\s*[|｜ǀㅣ]\\s*|\\s+::\\s+|--+|\\s*：\\s*");

    private static final Pattern DOMAIN_SUFFIX = Pattern.compile("(?i)\\.(?:co\\.|com\\.|org\\.)?[a-z]{2,6}$");
    /** What is no part of a company's name to its readers: the kind of company, its address in brackets. */
    private static final Pattern LEGAL = Pattern.compile(
            "(?:,? (?:GmbH|AG|SE|KG|& Co\\.? KG|Inc\\.?|LLC|Ltd\\.?|Limited|PLC|plc|S\\.?A\\.?|S\\.?L\\.?|S\\.?p\\.?A\\.?|B\\.?V\\.?|N\\.?V\\.?|AS|ASA|A/S|AB|Oyj?|Sp\\. z o\\. ?o\\.)| \\((?:https?://)?(?:www\\.)?[a-z0-9.-]+\\.[a-z]{2,6}/?\\)){1,3}$");

    /** Words, and the ending of a country: it says where the site is, whereas {@code .org} may be part of its name. */
    private static final Pattern COUNTRYS_ADDRESS =
            Pattern.compile("\\p{Ll}{4,}(?:-\\p{Ll}{4,})*\\.(?:(?:co|com|org)\\.)?[a-z]{2}");

    private static final Pattern LEAD = Pattern.compile("^(?:www\\.|https?://(?:www\\.)?)");

    private static final Pattern PARTS =
            Pattern.compile("\\s*[|•·©,:]\\s*|\\s+[–—-]\\s+|\\b(?:19|20)\\d{2}\\b|\\.(?:\\s|$)|\\s*\\(c\\)\\s*");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    /** Letters of an address that are a word by chance no more. */
    private static final int MIN_WRITTEN = 6;
    /** Blocks of a page, and elements, that are looked at. */
    private static final int MAX_LOOKED = 3_000;

    private final PageScan scan;
    private final Site site;
    private final List<String> claims = new ArrayList<>();
    /** The claims, and what else may be the site's name but is not often. */
    private final List<String> spellings;

    /**
     * @param scan the page, where the name may be written
     * @param tab the page's {@code <title>}
     * @param headline is not the site's name; empty when there is none
     */
    SiteName(PageScan scan, Metas metas, JsonLd data, String tab, Site site, String headline) {
        this.scan = scan;
        this.site = site;
        String label = Letters.ofName(site.label());
        claim(metas.first("og:site_name"), headline);
        int stated = claims.size();
        claim(data.publisher(), headline);
        claim(metas.first("application-name", "al:android:app_name", "apple-mobile-web-app-title"), headline);
        claim(data.webSite(), headline);
        data.organisations().stream().limit(MAX_ORGANISATIONS).forEach(name -> claim(name, headline));
        claim(metas.first("publisher", "dc.publisher"), headline);
        if (stated == 0 && !label.isEmpty()) {
            // without the one claim that is made for readers, the name that is the address's own comes first
            claims.stream()
                    .filter(name -> Letters.ofName(bare(name)).equals(label))
                    .findFirst()
                    .ifPresent(name -> claims.add(0, name));
        }
        fromTitle(tab, label, headline);
        spellings = new ArrayList<>(claims);
        metas.all("author").stream()
                .limit(MAX_ORGANISATIONS)
                .map(FactsReader::plain)
                .forEach(spellings::add);
        data.authors().stream().limit(MAX_ORGANISATIONS).map(FactsReader::plain).forEach(spellings::add);
    }

    private void claim(String raw, String headline) {
        String name = LEAD.matcher(FactsReader.plain(raw)).replaceFirst("");
        name = withoutMotto(name).strip();
        name = name.length() > MAX_LENGTH * 2 ? name : LEGAL.matcher(name).replaceFirst("");
        boolean usable = name.length() >= 2
                && name.length() <= MAX_LENGTH
                && name.indexOf('/') < 0
                && !name.startsWith("@")
                && !name.equals(headline);
        if (usable) {
            claims.add(name);
        }
    }

    /** Of a name and its motto, the part that the address is made of; the first when neither is. */
    private String withoutMotto(String name) {
        String[] parts = SEPARATOR.split(name, -1);
        if (parts.length < 2) {
            return name;
        }
        String label = Letters.ofName(site.label());
        for (var part : parts) {
            String letters = Letters.ofName(part);
            if (letters.length() > 2 && !label.isEmpty() && (letters.contains(label) || label.contains(letters))) {
                return part;
            }
        }
        return parts[0].isBlank() ? name : parts[0];
    }

    /** The end or the start of the page's title, where it is the address's own name. */
    private void fromTitle(String tab, String label, String headline) {
        if (label.length() < 3 || tab.isEmpty()) {
            return;
        }
        String[] parts = SEPARATOR.split(tab, -1);
        for (int i = parts.length - 1; i >= 0 && parts.length > 1; i--) {
            String letters = Letters.ofName(bare(parts[i].strip()));
            if (letters.equals(label) || letters.equals("the" + label)) {
                claim(parts[i], headline);
            }
        }
    }

    /** The name; that of the address when the page does not say; null when there is no address. */
    @Nullable
    String name() {
        String chosen = mostClaimed();
        if (chosen == null) {
            return site.label().isEmpty() ? null : written(site.label()).orElseGet(() -> words(site.label()));
        }
        String best = chosen;
        for (var claim : spellings) {
            if (letters(claim).equals(letters(chosen)) && polish(claim) > polish(best)) {
                best = claim;
            }
        }
        String name = hasCountrysEnding(best) ? words(bare(best)) : best;
        boolean oneWord = name.indexOf(' ') < 0 && letters(name).equals(Letters.ofName(site.label()));
        boolean unwritten =
                oneWord && name.substring(1).equals(name.substring(1).toLowerCase(Locale.ROOT));
        return unwritten ? written(site.label()).orElse(name) : name;
    }

    /**
     * What the page itself writes with the letters of an address: {@code Börsen-Zeitung} for {@code boersen-zeitung}. Only a
     * name of several words, or with letters that addresses do not have, tells more than the address.
     */
    private Optional<String> written(String label) {
        String wanted = asInAddress(label);
        if (wanted.length() < MIN_WRITTEN) {
            return Optional.empty();
        }
        int looked = 0;
        for (var block : scan.blocks) {
            if (++looked > MAX_LOOKED) {
                break;
            }
            if (block.length() <= MAX_LENGTH * 2) {
                for (var part : PARTS.split(block.text, -1)) {
                    if (isWritten(part.strip(), wanted)) {
                        return Optional.of(part.strip());
                    }
                }
            }
        }
        for (int i = 0; i < Math.min(scan.size, MAX_LOOKED); i++) {
            String alt =
                    scan.tag(i).equals("img") ? scan.elements[i].attr("alt").strip() : "";
            if (!alt.isEmpty() && isWritten(alt, wanted)) {
                return Optional.of(alt);
            }
        }
        return Optional.empty();
    }

    private static boolean isWritten(String text, String wanted) {
        return text.length() >= wanted.length() - 3
                && text.length() <= 2 * wanted.length()
                && !text.isEmpty()
                && Character.isUpperCase(text.codePointAt(0))
                && !text.equals(text.toUpperCase(Locale.ROOT))
                && (text.indexOf(' ') > 0 || text.chars().anyMatch(c -> c > 0x7f))
                && !DOMAIN_SUFFIX.matcher(text).find()
                && asInAddress(text).equals(wanted);
    }

    /** Letters as addresses write them: without marks, or as two. */
    private static String asInAddress(String text) {
        String lower = text.toLowerCase(Locale.ROOT)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss")
                .replace("ø", "o")
                .replace("ł", "l");
        return Letters.ofName(
                MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll(""));
    }

    /** The claim that most others repeat; the first of them in doubt. */
    private @Nullable String mostClaimed() {
        String label = Letters.ofName(site.label());
        String chosen = null;
        double most = 0;
        for (int i = 0; i < claims.size(); i++) {
            String claim = claims.get(i);
            String letters = letters(claim);
            boolean own = letters.equals(label) || (initials(claim).equals(label) && !label.isEmpty());
            double votes = (own ? SAME_AS_ADDRESS : 0) + (i == 0 ? FIRST : 0);
            votes += claims.stream()
                    .filter(other -> letters(other).equals(letters))
                    .count();
            votes *= isAddress(claim) && !hasCountrysEnding(claim) ? LIKE_AN_ADDRESS : 1;
            if (votes > most) {
                most = votes;
                chosen = claim;
            }
        }
        return chosen;
    }

    private static String letters(String name) {
        return Letters.ofName(bare(name));
    }

    /** How well a name is written: as an address, in one case, as words. */
    private static int polish(String name) {
        boolean capital = !name.equals(name.toLowerCase(Locale.ROOT));
        boolean small = !name.equals(name.toUpperCase(Locale.ROOT));
        return (DOMAIN_SUFFIX.matcher(name).find() ? 0 : 8)
                + (capital ? 4 : 0)
                + (small ? 2 : 0)
                + (name.indexOf(' ') > 0 ? 3 : 0);
    }

    /** First letters of a name's words, which many sites have for an address; empty when it is one word. */
    private static String initials(String name) {
        String[] words = name.split(" ", -1);
        var initials = new StringBuilder();
        for (var word : words.length < 2 ? new String[0] : words) {
            initials.append(word, 0, Math.min(1, word.length()));
        }
        return Letters.ofName(initials.toString());
    }

    /** Whether a name is an address that is a name without its ending. */
    private static boolean hasCountrysEnding(String name) {
        return COUNTRYS_ADDRESS.matcher(name).matches();
    }

    private static boolean isAddress(String name) {
        return name.indexOf(' ') < 0 && DOMAIN_SUFFIX.matcher(name).find();
    }

    /** The words of an address, as a name would have them. */
    private static String words(String label) {
        var words = new StringBuilder();
        for (var word : label.split("-+", -1)) {
            if (!word.isEmpty()) {
                words.append(words.length() == 0 ? "" : " ")
                        .append(Character.toUpperCase(word.charAt(0)))
                        .append(word, 1, word.length());
            }
        }
        return words.toString();
    }

    private static String bare(String name) {
        Matcher m = DOMAIN_SUFFIX.matcher(name);
        return m.find() && m.start() > 1 && name.indexOf(' ') < 0 ? name.substring(0, m.start()) : name;
    }
}
