package sentinel.extractor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sentinel.text.date.Dates;

/** Cuts names out of what stands in bylines: without "by", titles, roles, dates and what else is set beside a name. */
final class PersonNames {

    private static final WordFile WORDS = WordFile.read("no-names.txt");

    private static final int MAX_RAW = 300;
    private static final int LONGEST = 60;
    private static final int MOST_WORDS = 6;

    private static final Pattern LEAD = Pattern.compile(
            "^(?:(?:written|posted|published|story|text|words|reported|created|edited|compiled|article|interview|analysis|photos?)?\\s*(?:\\bby\\b|\\bBY(?=\\p{Lu}))"
                    + "|By(?=\\p{Lu})|(?:(?:text|ein beitrag|ein artikel|interview|erstellt|geschrieben|verfasst|veröffentlicht|publiziert|rezept)\\s+)?von\\b|par\\b|por\\b|di\\b|a cura di\\b|door\\b|af\\b|av\\b|od\\b|przez\\b|autor(?:in|en|es)?\\b|auteurs?\\b|autore\\b|authors?\\b|texte?\\b|tekst\\b|texto\\b|testo\\b|foto\\b|interview\\b|redaktion(?=:)"
                    + "|publiziert am\\b|thread starter\\b)\\s*[:：]?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPLIT = Pattern.compile(
            "\\s*(?:[,;|&•·●\\n]|\\s/\\s|/(?=\\p{Lu})|\\s[–—-]\\s|\\band\\b|\\bund\\b|\\bet\\b|\\by\\b(?=\\s\\p{Lu})|\\be\\b(?=\\s\\p{Lu})|\\bwith\\b|\\bavec\\b|\\bmit\\b)\\s*",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern BRACKETED = Pattern.compile("\\s*[(\\[（].{0,40}[)\\]）]\\.?$");
    private static final Pattern ROLE = Pattern.compile("\\s*(?:기자|記者|특파원|通讯员|记者)$");
    private static final Pattern TAIL = Pattern.compile(
            "\\s+(?:alle artikel|all articles|view all.*|follow|in|says?:|sagt:|sagte:|dice:|on|am|\\d.*|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|jan|january|feb|february|march|april|june|july|aug|august|sept?|september|oct|october|nov|november|dec|december)\\b.*)$",
            Pattern.CASE_INSENSITIVE);
    /** What somebody is, set behind two words or more that name them. */
    private static final Pattern POSITION = Pattern.compile(
            "(?<=\\S \\S{2,30})\\s+(?:senior \\w|junior \\w|staff\\b|chief\\b|head of\\b"
                    + "|(?:(?:associate|assistant|autos|business|content|contributing|deputy|digital|editorial|features?|freelance|health|lead|managing|marketing|national|news|opinion|political|science|sports|tech|technology) )*"
                    + "(?:writer|reporter|editor|correspondent|journalist|contributor|columnist|manager|director|specialist|redakteur(?:in)?|autor(?:in)?|reviewed|updated|published|symbolbild|kategorien|categories)\\b).*$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DOMAIN =
            Pattern.compile("\\w\\.(?:com|de|org|net|info|co|fr|it|es|at|ch|uk|eu|pl|nl)$");
    private static final Pattern CREDENTIAL = Pattern.compile(
            "(?:Ph\\.?\\s?D|M\\.?D|D\\.?V\\.?M|R\\.?D\\.?N?|R\\.?N|MS|MA|MBA|MPH|MSc|BSc|JD|CPA|CFA|CFP|CPT|LD|DDS|DO|Esq|Jr|Sr|CDCES|LCSW|CSCS|RDN|FNP|PsyD|EA)[®.]*");

    /** What stands where a name could, and is none. */
    private static final Set<String> NO_NAMES = WORDS.words("no names");

    /** The same where the name of an account will do. */
    private static final Set<String> NO_ACCOUNTS = WORDS.words("no accounts");

    /** Words by which a program says that it brought the text. */
    private static final Set<String> TOOLS = WORDS.words("tools");

    /** What is left alone of a line about a name, or stands where one is missing. */
    private static final Set<String> LEFTOVERS = WORDS.words("leftovers");

    private static final Pattern NO_AUTHOR = Pattern.compile(
            "(?:no|unknown|various|multiple|not|kein|unbekannter?|sin|sans|nessun|geen)[ -](?:author|authors|name|byline|autor|auteur|autore|available|specified|set)|n\\.a\\.|-+|by author");

    private static final Set<String> WEEKDAYS = WORDS.words("weekdays");

    private static final Set<String> NO_PHRASES = WORDS.phrases("no phrases");

    /** Words of a name that have no capital. */
    private static final Set<String> PARTICLES = WORDS.words("particles");

    private PersonNames() {}

    /** The names in a byline, in order, each once; empty when it holds none. */
    static List<String> in(String raw) {
        String text = FactsReader.plain(raw);
        var names = new ArrayList<String>();
        if (text.isEmpty() || text.length() > MAX_RAW || text.startsWith("http") || text.startsWith("//")) {
            return names;
        }
        for (var part : SPLIT.split(withoutLead(text), -1)) {
            String name = clean(part);
            if (isName(name) && names.stream().noneMatch(n -> same(n, name))) {
                names.add(name);
            }
        }
        return names;
    }

    /** The name of an account or a desk, where a person's is missing: {@code newsdesk}, {@code ada99}. */
    static List<String> account(String raw) {
        String name = withoutLead(FactsReader.plain(raw));
        boolean usable = name.length() > 1
                && name.length() <= LONGEST
                && name.split(" ", -1).length <= 3
                && name.chars().anyMatch(Character::isLetter)
                && name.indexOf('@') < 0
                && name.indexOf('/') < 0
                && name.indexOf(':') < 0
                && !name.contains("[at]")
                && !NO_PHRASES.contains(name.toLowerCase(Locale.ROOT))
                && !NO_ACCOUNTS.contains(name.toLowerCase(Locale.ROOT))
                && !isNobody(name.toLowerCase(Locale.ROOT));
        return usable ? List.of(name) : List.of();
    }

    static boolean same(String a, String b) {
        return Letters.ofName(a).equals(Letters.ofName(b));
    }

    private static String withoutLead(String text) {
        String rest = text;
        for (int i = 0; i < 3; i++) {
            Matcher m = LEAD.matcher(rest);
            if (!m.find() || m.end() == 0 || m.end() >= rest.length()) {
                return rest;
            }
            rest = rest.substring(m.end()).strip();
        }
        return rest;
    }

    private static String clean(String part) {
        String name = withoutLead(part.strip());
        name = BRACKETED.matcher(name).replaceFirst("");
        name = ROLE.matcher(name).replaceFirst("");
        name = POSITION.matcher(name).replaceFirst("");
        name = TAIL.matcher(name).replaceFirst("").strip();
        int words = 0;
        for (int i = 0; i < name.length(); i++) {
            words += name.charAt(i) == ' ' ? 1 : 0;
        }
        return words == 1 || words == 3 ? onceOnly(name) : name;
    }

    /** {@code Ada Example Ada Example}: a picture's text and the name below it. */
    private static String onceOnly(String name) {
        String half = name.substring(0, name.length() / 2).strip();
        return name.length() == 2 * half.length() + 1 && name.endsWith(half) ? half : name;
    }

    private static boolean isName(String name) {
        if (name.length() < 2
                || (name.length() < 3 && name.codePointAt(0) < 0x2e80)
                || name.length() > LONGEST
                || name.indexOf('@') >= 0
                || name.contains("[at]")
                || name.contains("http")
                || name.endsWith(":")
                || name.startsWith("www.")) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String[] words = name.split(" ", -1);
        return words.length <= MOST_WORDS
                && !Letters.hasDigit(name)
                && !NO_NAMES.contains(lower)
                && !NO_PHRASES.contains(lower)
                && !WEEKDAYS.contains(lower)
                && !isNobody(lower)
                && !Dates.isMonth(lower)
                && !DOMAIN.matcher(lower).find()
                && !CREDENTIAL.matcher(name).matches()
                && (words.length == 1 || hasCapitals(words));
    }

    /** A program, or a word that is no name. */
    private static boolean isNobody(String lower) {
        return LEFTOVERS.contains(lower)
                || NO_AUTHOR.matcher(lower).matches()
                || List.of(lower.split("[ _-]+", -1)).stream().anyMatch(TOOLS::contains);
    }

    /** Words of a name begin with a capital, but for particles; so do those of scripts without capitals. */
    private static boolean hasCapitals(String[] words) {
        int small = 0;
        for (var word : words) {
            if (!word.isEmpty()) {
                int first = word.codePointAt(0);
                small += Character.isLowerCase(first) && !PARTICLES.contains(word) ? 1 : 0;
            }
        }
        return small == 0 || small == words.length;
    }
}
