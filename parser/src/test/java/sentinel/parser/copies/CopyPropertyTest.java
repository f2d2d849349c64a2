package sentinel.parser.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import sentinel.parser.copies.Texts.Script;

class CopyPropertyTest {

    private static final Pattern NUMBER = Pattern.compile("\\d{4}");
    private static final Pattern NAME = Pattern.compile("(?<=\\p{Ll} )\\p{Lu}\\p{Ll}+");

    private final CopyIndex index = new CopyIndex(10, CopyIndex.DEFAULT_TIME, Clock.systemUTC());

    @Property(tries = 200)
    void given_a_text_when_its_beginning_comes_with_boilerplate_then_it_is_a_copy(
            @ForAll Script script, @ForAll long seed, @ForAll @DoubleRange(min = 0.4, max = 1) double kept) {
        Assume.that(script.hasBlanks());
        assertThat(found(framed(script, seed, kept))).isTrue();
    }

    /** Signs without meaning are so often equal by chance that a sentence may seem edited. */
    @Test
    void given_texts_of_signs_when_their_beginnings_come_with_boilerplate_then_98_of_100_are_copies() {
        for (var script : List.of(Script.HAN, Script.HIRAGANA, Script.THAI)) {
            long found = LongStream.range(0, 100)
                    .filter(seed -> found(framed(script, seed, 0.4)))
                    .count();
            assertThat(found).as(script.name()).isGreaterThanOrEqualTo(98);
        }
    }

    private String framed(Script script, long seed, double kept) {
        var sentences = original(script, seed);
        var random = new Random(~seed);
        var copy = new ArrayList<String>();
        copy.add(words(script, random, 5) + "\n\n");
        copy.addAll(sentences.subList(0, (int) Math.ceil(kept * sentences.size())));
        copy.add("\n\n" + words(script, random, 8));
        return Texts.text(copy);
    }

    @Property(tries = 200)
    void given_a_text_when_sentences_are_dropped_then_it_is_a_copy(@ForAll Script script, @ForAll long seed) {
        var sentences = new ArrayList<>(original(script, seed));
        var random = new Random(~seed);
        for (int i = 0; i < 8; i++) {
            sentences.remove(1 + random.nextInt(sentences.size() - 1));
        }
        assertThat(found(Texts.text(sentences))).isTrue();
    }

    @Property(tries = 200)
    void given_a_text_when_one_number_differs_then_it_is_no_copy(
            @ForAll Script script, @ForAll long seed, @ForAll @IntRange(max = 39) int sentence) {
        var sentences = new ArrayList<>(original(script, seed));
        sentences.set(
                sentence,
                NUMBER.matcher(sentences.get(sentence))
                        .replaceFirst(number -> Integer.toString(Integer.parseInt(number.group()) % 9000 + 1001)));
        assertThat(found(Texts.text(sentences))).isFalse();
    }

    @Property(tries = 200)
    void given_a_text_when_one_name_differs_then_it_is_no_copy(
            @ForAll long seed, @ForAll @IntRange(max = 39) int sentence) {
        var sentences = new ArrayList<>(original(Script.LATIN, seed));
        String before = sentences.get(sentence);
        String after = NAME.matcher(before).replaceFirst("Somebody");
        sentences.set(sentence, after);
        assertThat(found(Texts.text(sentences))).isEqualTo(before.equals(after));
    }

    @Property(tries = 100)
    void given_a_text_when_case_accents_and_width_differ_then_it_is_a_copy(@ForAll long seed) {
        String text = Texts.text(original(Script.LATIN, seed));
        String accents = text.replace("e", "é").replace("o", "ö");
        assertThat(found(accents)).isTrue();
        assertThat(found(Normalizer.normalize(accents, Normalizer.Form.NFD))).isTrue();
        assertThat(found(text.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(found(text.replace(".", " –").replace("a", "ａ"))).isTrue();
    }

    @Property(tries = 200)
    void given_any_text_then_it_is_read_and_is_a_copy_of_itself_only_elsewhere(@ForAll String text) {
        var own = Texts.document("https://own.example", text);
        index.add(own, new Original("https://own.example", "hash"));
        assertThat(index.find(own)).isEmpty();
        assertThat(found(text)).isEqualTo(!text.isBlank());
    }

    private List<String> original(Script script, long seed) {
        var sentences = Texts.sentences(script, seed);
        index.add(
                Texts.document("https://original.example", Texts.text(sentences)),
                new Original("https://original.example", "hash"));
        return sentences;
    }

    private boolean found(String text) {
        return index.find(Texts.document("https://copy.example", text)).isPresent();
    }

    private static String words(Script script, Random random, int count) {
        var words = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            words.add(Texts.word(script, random));
        }
        return Texts.capitalised(String.join(" ", words)) + ".";
    }
}
