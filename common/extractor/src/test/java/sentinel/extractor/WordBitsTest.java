package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class WordBitsTest {

    @Property(tries = 300)
    void given_words_when_lookedUpInsideText_then_theirBitsAreThoseGiven(
            @ForAll @Size(max = 50) List<@StringLength(max = 3) @CharRange(from = 'a', to = 'c') String> first,
            @ForAll @Size(max = 50) List<@StringLength(max = 3) @CharRange(from = 'a', to = 'c') String> second) {
        Map<String, Long> expected = new HashMap<>();
        first.forEach(word -> expected.put(word, 1L));
        second.forEach(word -> expected.merge(word, 4L, (a, b) -> a | b));

        var words = new WordBits.Builder().add(1, first).add(4, second).build();

        for (var asked : List.of("", "a", "b", "ab", "ba", "abc", "cba", "aaa", "abca")) {
            char[] text = ("x" + asked + "y").toCharArray();
            assertThat(words.of(text, 1, text.length - 1)).as(asked).isEqualTo(expected.getOrDefault(asked, 0L));
        }
    }
}
