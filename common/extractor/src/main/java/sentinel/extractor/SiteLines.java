package sentinel.extractor;

import java.util.regex.Pattern;

/** Tells lines that speak of the page, its pictures or its makers from the lines of a story. */
final class SiteLines {

    /** "Read more" and its like stand in short lines; a paragraph that begins so is a sentence of the story. */
    private static final int LONGEST_LEAD_AWAY = 200;
    /** Notices on links that pay, and on posts of other sites, are short paragraphs. */
    private static final int LONGEST_NOTICE = 400;
    /** A paragraph with a credit at its end is one: a caption may go before the credit. */
    private static final int LONGEST_PICTURE_CREDIT = 300;

    private static final Pattern PICTURE_CREDIT = Pattern.compile(
            "(?:\\((?:picture|image|photo|foto|bild|credit|pic)s?\\b[^)]{0,80}\\)|\\b(?:bild|foto|fotos|bildrechte|photo|image|picture|credit|photograph|imago|fotografía|crédito|crédit photo)\\s?:\\s*\\S.{0,70}|(?:getty images|via getty|/\\s?(?:afp|reuters|ap|dpa|epa|getty)\\b.{0,20}|\\b(?:afp|dpa) photo|ap photo/.{0,40}))\\W*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern MESSENGER_CHANNEL = Pattern.compile(
            "channel|[ck]anal|kanaal|follow|folg|subscribe|suscr|seguir|siga|rejoi|suivez|ikuti",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern BYLINE = Pattern.compile(
            "(?i)^(?:by|von|par|por|di|door|af|av)\\s+\\p{Lu}|(?i:^(?:published|updated|posted|last (?:updated|modified)|veröffentlicht|publié|publicado|aktualisiert|first published)\\b)|(?i:\\bmin(?:ute)?s? read$)");

    private SiteLines() {}

    /** Whether a line leads to something else, or speaks of the page itself. */
    static boolean leadsAway(Block block) {
        return (block.length() < LONGEST_LEAD_AWAY && Openings.LEAD_AWAY.begin(block.text)) || speaksOfItself(block);
    }

    /** Of what the page earns by its links, where else to follow it, or what it would show of another site. */
    private static boolean speaksOfItself(Block block) {
        if (block.length() > LONGEST_NOTICE) {
            return false;
        }
        String text = block.text;
        boolean messenger = text.contains("WhatsApp") || text.contains("Whatsapp");
        return (messenger && MESSENGER_CHANNEL.matcher(text).find())
                || text.contains("xternen Inhalt")
                || text.contains("xterner Inhalt")
                || text.contains("ffiliate link")
                || text.contains("commission at no")
                || text.contains("earn a commission")
                || text.contains("earn a small commission");
    }

    /** Whether a block says whose a picture is. */
    static boolean isPictureCredit(Block block) {
        return block.length() < LONGEST_PICTURE_CREDIT
                && mayBePictureCredit(block.text)
                && PICTURE_CREDIT.matcher(block.text).find();
    }

    /** Whether there is something that each form of {@link #PICTURE_CREDIT} needs; most lines have none, and it is slow. */
    private static boolean mayBePictureCredit(String text) {
        char last = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == ':' || c == '/') {
                return true;
            }
            char lower = c < 0x80 ? (char) (c | 0x20) : c;
            if ((lower == 'y' && last == 't') || (lower == 'h' && last == 'p')) { // getty, photo
                return true;
            }
            last = lower;
        }
        return false;
    }

    /** Whether a line says who wrote the text, when, or how long it takes to read. */
    static boolean isByline(String line) {
        return BYLINE.matcher(line).find();
    }
}
