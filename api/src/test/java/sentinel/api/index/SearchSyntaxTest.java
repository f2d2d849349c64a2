package sentinel.api.index;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchSyntaxTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '\t',
            quoteCharacter = '`',
            value = {
                "NOT profit\tNOT\twrite \"NOT\" in quotes or not in lower case",
                "profit AND loss\tAND\twrite \"AND\" in quotes or and in lower case",
                "AND\tAND\twrite \"AND\" in quotes or and in lower case",
                "profit && loss\t&&\tleave it out",
                "profit&&loss\t&&\twrite \"profit&&loss\" in quotes",
                "profit || loss\t||\tleave it out",
                "!profit\t!\twrite \"profit\" in quotes",
                "bank -!profit\t!\twrite \"profit\" in quotes",
                "!\"river bank\"\t!\tleave it out",
                "+profit loss\t+\twrite \"profit\" in quotes",
                "(profit OR loss) bank\t( )\twrite \"profit\" in quotes",
                "bank -(profit loss)\t( )\twrite \"profit\" in quotes",
                "((profit))\t( )\twrite \"profit\" in quotes",
                "(\"river bank\" OR storm)\t( )\tleave it out",
                "title:profit\ttitle:\twrite \"title:profit\" in quotes",
                "Title:profit\tTitle:\twrite \"Title:profit\" in quotes",
                "title:\"river bank\"\ttitle:\tleave it out",
                "-source:rss\tsource:\twrite \"source:rss\" in quotes",
                "source_name:x\tsource_name:\twrite \"source_name:x\" in quotes",
                "*fit\t*\twrite it whole, write \"*fit\" in quotes, or end a beginning of two letters or more with *",
                "pr*fit\t*\twrite it whole, write \"pr*fit\" in quotes, or end a beginning of two letters or more with *",
                "p*\t*\twrite it whole, write \"p*\" in quotes, or end a beginning of two letters or more with *",
                "pro?it\t?\twrite it whole, write \"pro?it\" in quotes, or end a beginning of two letters or more with *",
                "profit~\t~\twrite \"profit~\" in quotes",
                "profit~2\t~\twrite \"profit~2\" in quotes",
                "profit^2.5\t^\twrite \"profit^2.5\" in quotes",
                "\"river bank\"~3\t~\tleave it out",
                "[1 TO 2]\t[ TO ]\tleave the brackets out, or search by the filters of dates and scores",
                "score:{0 TO 1}\t[ TO ]\tleave the brackets out, or search by the filters of dates and scores"
            })
    void given_an_operator_of_another_engine_when_read_then_it_is_named_and_the_way_round_it(
            String text, String sign, String instead) {
        assertThat(SearchSyntax.notUnderstood(text)).contains(new SearchSyntax.Operator(sign, instead));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // understood
                "profit",
                "profit loss",
                "\"profit AND loss\"",
                "-profit",
                "profit -loss",
                "-\"river bank\"",
                "profit OR loss",
                "prof*",
                "-prof*",
                "“NOT profit”",
                "\"title:x (y) *~\"",
                "OR",
                "profit OR",
                "\"NOT\" profit",
                // words
                "AT&T",
                "R&D",
                "R & D",
                "co-op",
                "e-mail",
                "3:1",
                "10:30",
                "Luke 5:3",
                "C++",
                "c#",
                "what?",
                "why?!",
                "Yahoo!",
                "profit and loss",
                "not profit",
                "And",
                "NOTHING",
                "ANDES",
                "AND1",
                "+5",
                "+44 20 7946",
                "5+ years",
                "A+",
                "$5",
                "50%",
                "~50",
                "~/notes",
                "Mission:Impossible",
                "Update: profit",
                "breaking: profit",
                "https://news.example.com/?q=1&x=a~b",
                "http://a.example/*",
                "f(x)",
                "rock'n'roll",
                "Trump - Biden",
                "profit | Example News",
                "a/b",
                "/x/",
                "O'Brien",
                "U.S.",
                "#news",
                "@someone",
                "x^y",
                "東京",
                "利益（純）",
                "a_b",
                "½",
                "wow !!!",
                "*",
                "?",
                "!",
                "+",
                "-",
                "--",
                "^",
                "~2",
                ":)",
                "1)",
                "\\",
                "%",
                "&",
                "|",
                "was ist los?",
                "TO",
                "from A TO B",
                "[sic]",
                "{x}",
                "\"",
                "\"\"",
                "\"three four",
                "\u0000"
            })
    void given_words_when_read_then_nothing_is_refused(String text) {
        assertThat(SearchSyntax.notUnderstood(text)).isEmpty();
    }

    @Property
    void given_any_text_when_read_then_nothing_is_thrown_and_quotes_are_the_way_round(@ForAll String text) {
        SearchSyntax.notUnderstood(text);
        String quoted = '"' + text.replaceAll("[\"“”„]", " ") + '"';
        assertThat(SearchSyntax.notUnderstood(quoted)).isEmpty();
    }
}
