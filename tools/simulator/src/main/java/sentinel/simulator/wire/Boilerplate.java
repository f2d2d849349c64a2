package sentinel.simulator.wire;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.Prose;

/** What sites put around an agency's text, in the language of the site. */
final class Boilerplate {

    private static final List<String> AGENCIES = List.of("Reuters", "AP", "dpa", "AFP", "EFE", "PA Media", "ТАСС");

    private static final Map<String, String> CREDIT = Map.of(
            "en", "Reporting by %s; editing by %s",
            "de", "(Bericht von %s, redigiert von %s)",
            "fr", "Reportage de %s, édité par %s",
            "es", "Información de %s, editado por %s",
            "ru", "Материал подготовили %s и %s");

    private static final Map<String, List<String>> TEASERS = Map.of(
            "en",
                    List.of(
                            "Read more: What you need to know today",
                            "Also on this site: our live coverage and all pictures."),
            "de",
                    List.of(
                            "Lesen Sie auch: Was heute wichtig ist",
                            "Mehr zum Thema in unserem Liveblog mit allen Bildern."),
            "fr",
                    List.of(
                            "Lire aussi : ce qu'il faut savoir aujourd'hui",
                            "Retrouvez notre direct et toutes les photos."),
            "es",
                    List.of(
                            "Lea también: lo que debe saber hoy",
                            "Siga nuestra cobertura en directo con todas las fotos."),
            "ru", List.of("Читайте также: главное за сегодня", "Следите за нашей трансляцией, там все фотографии."));

    private static final Map<String, List<String>> SMALL_WORDS = Map.of(
            "en", List.of("also", "still", "again", "often", "usually", "nearby"),
            "de", List.of("auch", "noch", "wieder", "oft", "meist", "bald"),
            "fr", List.of("aussi", "encore", "souvent", "bientôt", "parfois"),
            "es", List.of("también", "todavía", "pronto", "siempre", "quizás"),
            "ru", List.of("также", "ещё", "часто", "скоро", "обычно"));

    private final Prose prose;
    private final String language;
    private final SplittableRandom random;

    Boilerplate(Prose prose, String language, SplittableRandom random) {
        this.prose = prose;
        this.language = language;
        this.random = random;
    }

    String dateLine(Article article) {
        String agency = AGENCIES.get(random.nextInt(AGENCIES.size()));
        return switch (random.nextInt(4)) {
            case 0 -> article.place().toUpperCase(Locale.ROOT) + ", Nov 27 (" + agency + ") - ";
            case 1 -> article.place() + " (" + agency + ") – ";
            case 2 -> article.place().toUpperCase(Locale.ROOT) + " — ";
            default -> "";
        };
    }

    String byline(List<String> authors) {
        return prose.ui("by") + " " + String.join(", ", authors);
    }

    String credit(List<String> authors, String editor) {
        return requireNonNull(CREDIT.get(language), language).formatted(authors.get(0), editor);
    }

    String teaser() {
        var teasers = requireNonNull(TEASERS.get(language), language);
        return teasers.get(random.nextInt(teasers.size()));
    }

    String newsletter() {
        return prose.ui("newsletter");
    }

    String footer(String site) {
        return "© 2026 " + site + ". " + prose.ui("copyright");
    }

    /** Words that an editor may put in place of others. */
    List<String> smallWords() {
        return requireNonNull(SMALL_WORDS.get(language), language);
    }
}
