package sentinel.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                  | 0",
                "— … !                               | 0",
                "The minister said: \"no\".           | 4",
                "Don't pay 1,250.50 at 10:30         | 5",
                "Don’t stop                          | 2",
                "state-of-the-art                    | 4",
                "Ελλάδα και Кипр                     | 3",
                "किताब पढ़ना                            | 2",
                "東京の雨                             | 4",
                "GDP增长5%                            | 4",
                "one\ttwo three                      | 3",
            })
    void given_a_text_when_counted_then_words_are_what_Unicode_calls_so(String text, int words) {
        assertThat(Words.count(text)).isEqualTo(words);
    }
}
