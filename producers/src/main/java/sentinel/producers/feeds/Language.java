package sentinel.producers.feeds;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Language codes as ISO 639-1: {@code en-us} and {@code eng} are {@code en}. */
public final class Language {

    private static final Set<String> TWO_LETTERS = Set.of(Locale.getISOLanguages());
    private static final Map<String, String> BY_THREE_LETTERS = byThreeLetters();

    private Language() {}

    /** Empty for what is no language that ISO 639-1 knows. */
    public static Optional<String> iso6391(@Nullable String code) {
        if (code == null) {
            return Optional.empty();
        }
        String language = code.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        if (language.length() == 2 && TWO_LETTERS.contains(language)) {
            return Optional.of(language);
        }
        return Optional.ofNullable(BY_THREE_LETTERS.get(language));
    }

    private static Map<String, String> byThreeLetters() {
        var codes = new HashMap<String, String>();
        for (var two : Locale.getISOLanguages()) {
            codes.put(new Locale(two).getISO3Language(), two);
        }
        // the older names of the same languages, "iw", "in", "ji", come out as "he", "id", "yi"
        codes.putAll(Map.of("heb", "he", "ind", "id", "yid", "yi"));
        return codes;
    }
}
