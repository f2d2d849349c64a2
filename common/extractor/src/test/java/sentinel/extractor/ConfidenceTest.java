package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfidenceTest {

    private static final String PROSE =
            "The harbour master said on Tuesday that the rain, which had not stopped for nine days, would not stop for another nine. ";

    private static Block block(String text, int linkChars, boolean kept) {
        var block = new Block(text, linkChars, 0, Block.Kind.TEXT);
        block.kept = kept;
        return block;
    }

    private static List<Block> article() {
        var blocks = new ArrayList<Block>();
        for (int i = 0; i < 8; i++) {
            blocks.add(block(PROSE.strip(), 0, true));
        }
        return blocks;
    }

    @Test
    void given_nothingButWholeSentences_when_judged_then_itIsSure() {
        assertThat(Confidence.of(article(), 1, 1)).isEqualTo(0.98);
    }

    @Test
    void given_eachSignAgainstIt_when_judged_then_itIsLessSure() {
        double sure = Confidence.of(article(), 1, 1);

        assertThat(Confidence.of(article(), 1, 0.5))
                .as("half the prose is elsewhere")
                .isLessThan(sure);

        var gap = article();
        gap.add(4, block(PROSE.repeat(3), 0, false));
        assertThat(Confidence.of(gap, 1, 1)).as("prose left out inside").isLessThan(sure);

        var after = article();
        after.add(block(PROSE.repeat(3), 0, false));
        assertThat(Confidence.of(after, 1, 1)).as("prose left out behind").isEqualTo(sure);

        assertThat(Confidence.of(article(), 5, 1))
                .as("gathered from many places")
                .isLessThan(sure);

        var links = article();
        links.replaceAll(b -> block(b.text, b.length() / 3, true));
        assertThat(Confidence.of(links, 1, 1)).as("links").isLessThan(sure);

        var cut = article();
        cut.replaceAll(b -> block(b.text.substring(0, 100), 0, true));
        assertThat(Confidence.of(cut, 1, 1)).as("paragraphs that do not end").isLessThan(sure);
    }

    @Test
    void given_littleOrNoText_when_judged_then_itIsUnsure() {
        assertThat(Confidence.of(article().subList(0, 1), 1, 1)).isLessThan(0.3);
        assertThat(Confidence.of(List.of(), 1, 0)).isZero();
        assertThat(Confidence.of(List.of(block(PROSE, 0, false)), 1, 0)).isZero();
    }
}
