package sentinel.parser.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import sentinel.contract.message.Mention.Alignment;

class MentionsPropertyTest {

    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private static final List<String> NAMES = List.of(
            "Ann Lee",
            "Acme",
            "Société Générale",
            "Große Straße",
            "İpek Işık",
            "Владимир Йожин",
            "Κυριάκος Μητσοτάκης",
            "東京電力",
            "ソニーガス",
            "삼성전자",
            "محمد الأحمد",
            "ירושלים",
            "บริษัทน้ำมัน",
            "नरेन्द्र मोदी",
            "மோடி",
            "Nguye\u0302\u0303n A\u030Ang");

    private static final List<String> WORDS = List.of(
            "Ann",
            "Lee",
            "the",
            "Bank",
            "Acmes",
            "été",
            "e\u0301te\u0301",
            "Straße",
            "Владимир",
            "Йо",
            "Κυριάκος",
            "東京",
            "電",
            "ソニー",
            "삼성",
            "محمد",
            "الأ",
            "ירו",
            "น้ำ",
            "मोदी",
            "மோ",
            "👩‍👩‍👧",
            "👍🏽",
            "🇩🇪",
            "𝐀𝐁",
            "ﬁn",
            "½",
            "㍿",
            "\u0301",
            "\u200D",
            "\uD800",
            "!");

    /** How one writes a name. */
    private enum Variant {
        AS_IT_IS,
        CAPITALS,
        DECOMPOSED,
        WIDE,
        SOFT_HYPHENS,
        MORE_BLANKS;

        String of(String name) {
            return switch (this) {
                case AS_IT_IS -> name;
                case CAPITALS -> name.toUpperCase(Locale.ROOT);
                case DECOMPOSED -> Normalizer.normalize(name, Normalizer.Form.NFD);
                case WIDE ->
                    name.codePoints()
                            .map(c -> c > ' ' && c < 0x7F ? c + 0xFEE0 : c)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
                case SOFT_HYPHENS -> CLUSTER.matcher(name).replaceAll("$0\u00AD\u200B");
                case MORE_BLANKS -> name.replace(" ", " \u00A0\n");
            };
        }
    }

    private record Piece(String text, boolean isName) {}

    private record Sample(String name, String text, int occurrences) {}

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.of(NAMES).flatMap(name -> {
            var names = Arbitraries.of(Variant.class).map(variant -> new Piece(variant.of(name), true));
            var words = Arbitraries.of(WORDS).map(word -> new Piece(word, false));
            var gaps = Arbitraries.of(" ", ", ", "\n\n", " — ", ". ", " 👩‍👩‍👧 ", "’s ");
            return Combinators.combine(Arbitraries.oneOf(words, words, names), gaps)
                    .as((piece, gap) -> new Piece(piece.text() + gap, piece.isName()))
                    .list()
                    .ofMaxSize(30)
                    .map(pieces -> new Sample(
                            name,
                            String.join("", pieces.stream().map(Piece::text).toList()),
                            (int) pieces.stream().filter(Piece::isName).count()));
        });
    }

    private static BitSet boundaries(String text) {
        var boundaries = new BitSet();
        boundaries.set(0);
        CLUSTER.matcher(text).results().forEach(cluster -> boundaries.set(cluster.end()));
        return boundaries;
    }

    @Property(tries = 1_000)
    void given_a_name_in_any_variants_among_words_when_aligned_then_all_are_found_as_they_are_written(
            @ForAll("samples") Sample sample) {
        var found = new Mentions("en", sample.text()).of(sample.name());

        assertThat(found.size()).isGreaterThanOrEqualTo(sample.occurrences());
        var boundaries = boundaries(sample.text());
        int last = 0;
        for (var place : found) {
            var span = place.span();
            String surface = span.of(sample.text());
            assertThat(new Mentions("en", surface).of(sample.name())).isNotEmpty();
            assertThat(span.start()).isGreaterThanOrEqualTo(last);
            assertThat(boundaries.get(span.start())).isTrue();
            assertThat(boundaries.get(span.end())).isTrue();
            last = span.end();
            assertThat(place.alignment() == Alignment.EXACT).isEqualTo(surface.equals(sample.name()));
        }
    }

    @Property(tries = 500)
    void given_any_text_and_name_when_aligned_then_every_span_cuts_no_character(
            @ForAll String text, @ForAll String name, @ForAll("languages") String language) {
        var boundaries = boundaries(text + name + text);
        for (var place : new Mentions(language, text + name + text).of(name)) {
            assertThat(boundaries.get(place.span().start())).isTrue();
            assertThat(boundaries.get(place.span().end())).isTrue();
        }
    }

    @Provide
    Arbitrary<String> languages() {
        return Arbitraries.of("en", "ru", "ar", "he", "ja");
    }
}
