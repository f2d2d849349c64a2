package sentinel.simulator.world;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import sentinel.contract.message.Source;

/** The address of an article, and the variants of it under which feeds and GDELT announce the article. */
final class Addresses {

    /** Every so many articles that a feed announces are in the digest as well. */
    private static final int DIGEST_EVERY = 5;

    private Addresses() {}

    /** Path and query of an article on its site. */
    static String path(Site site, Topic topic, String title, int id, Instant published, Trouble trouble) {
        var date = LocalDate.ofInstant(published, ZoneOffset.UTC);
        String slug = slug(title);
        if (trouble == Trouble.ROBOTS) {
            return "/members/" + slug + "-" + id;
        }
        return switch (site.index() % 5) {
            case 0 ->
                String.format(
                        Locale.ROOT,
                        "/%s/%d/%02d/%02d/%s-%d",
                        topic.id(),
                        date.getYear(),
                        date.getMonthValue(),
                        date.getDayOfMonth(),
                        slug,
                        id);
            case 1 -> "/news/" + slug + "-" + id + ".html";
            case 2 -> "/story?id=" + id;
            case 3 -> "/" + topic.id() + "/" + slug + "/" + id;
            default -> String.format(Locale.ROOT, "/%d/%02d/%s-%d/", date.getYear(), date.getMonthValue(), slug, id);
        };
    }

    /** Where an article is moved to. */
    static String moved(String title, int id, int times) {
        return "/archive/" + slug(title) + "-" + id + (times == 1 ? "" : "-" + times);
    }

    /** ASCII where letters only carry accents, percent-encoded where they are of another script. */
    private static String slug(String title) {
        String plain = Normalizer.normalize(title.toLowerCase(Locale.ROOT).replace("ß", "ss"), Normalizer.Form.NFD);
        boolean latin = plain.codePoints().filter(Character::isLetter).allMatch(c -> c < 0x250);
        String slug = (latin ? plain.replaceAll("\\p{M}", "") : Normalizer.normalize(plain, Normalizer.Form.NFC))
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        return latin ? slug : URLEncoder.encode(slug, StandardCharsets.UTF_8);
    }

    /** Who announces an article, and by which address. */
    static List<Discovery> discoveries(Site site, String path, int id, Trouble trouble, SplittableRandom random) {
        int dice = random.nextInt(100);
        boolean rss = dice < 85;
        boolean gdelt = dice < 55 || dice >= 85;
        var found = new ArrayList<Discovery>();
        String plain = site.baseUrl() + path;
        int variant = random.nextInt(8);
        if (rss) {
            found.add(new Discovery(Source.RSS, site.name(), rssUrl(site, path, id, trouble, variant)));
            if (id % DIGEST_EVERY == 0) {
                found.add(new Discovery(
                        Source.RSS, World.DIGEST, tracked(plain, "utm_source=digest&utm_campaign=daily")));
            }
        }
        if (gdelt) {
            String url =
                    switch (random.nextInt(4)) {
                        case 0 -> tracked(plain, "utm_source=twitter&utm_medium=social");
                        case 1 -> tracked(plain, "fbclid=IwAR" + Integer.toString(id, 36));
                        case 2 ->
                            trouble == Trouble.NONE && site.template() == Site.Template.AMP
                                    ? site.baseUrl() + "/amp/" + id
                                    : plain;
                        default -> plain;
                    };
            found.add(new Discovery(Source.GDELT, site.domain(), url));
        }
        return found;
    }

    private static String rssUrl(Site site, String path, int id, Trouble trouble, int variant) {
        String plain = site.baseUrl() + path;
        if (trouble == Trouble.MOVED) {
            return site.baseUrl() + "/old/" + id;
        }
        return switch (variant) {
            case 0, 1, 2 -> tracked(plain, "utm_source=rss&utm_medium=feed");
            case 3 -> plain + "#comments";
            case 4 -> trouble == Trouble.NONE ? site.baseUrl() + "/r/" + id + "?at_medium=RSS" : plain;
            case 5 -> path.contains("?") || path.endsWith(".html") || path.endsWith("/") ? plain : plain + "/";
            default -> plain;
        };
    }

    private static String tracked(String url, String parameters) {
        return url + (url.contains("?") ? "&" : "?") + parameters;
    }
}
