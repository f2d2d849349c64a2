package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WordFileTest {

    @Test
    void given_aFileOfSections_when_itIsRead_then_commentsAndEmptyLinesDoNotCount() {
        var file = WordFile.read("word-file-test.txt");

        assertThat(file.sections()).containsExactly("rain", "soup of the day");
        assertThat(file.lines("rain")).containsExactly("drizzle", "down(?:pour)?");
        assertThat(file.alternatives("rain")).isEqualTo("drizzle|down(?:pour)?");
        assertThat(file.phrases("soup of the day")).containsExactlyInAnyOrder("pea soup", "borscht  pea");
        assertThat(file.words("soup of the day")).containsExactlyInAnyOrder("pea", "soup", "borscht");
    }

    @Test
    void given_aSectionThatIsNotThere_when_itIsAsked_then_theFileIsNamed() {
        var file = WordFile.read("word-file-test.txt");

        assertThatThrownBy(() -> file.lines("snow")).hasMessage("word-file-test.txt has no section [snow]");
    }
}
