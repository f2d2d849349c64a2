package sentinel.extractor;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the page's metadata says of its article, each as a hint only. */
final class Claims {

    /** Characters of a claimed body that can confirm: one of less is a summary, which may be of anything. */
    private static final int MIN_BODY = 200;
    /** Characters of a block that the claimed body can confirm: shorter lines are found in any text. */
    private static final int MIN_CONFIRMED = 40;
    /** Letters by which a block is looked for: more would miss one whose end was edited. */
    private static final int COMPARED = 60;
    /** Letters of a description that a lead must share. */
    private static final int MIN_DESCRIPTION = 40;
    /** Letters of a description that are kept; no more than {@link #COMPARED} are looked at. */
    private static final int MAX_DESCRIPTION = 300;
    /** A lead that is the description is shorter; a paragraph of so much only begins with the same words. */
    private static final int LONGEST_LEAD = 600;
    /** A block of more is not the headline: the limit spares the comparison. */
    private static final int LONGEST_HEADLINE = 400;
    /** Characters before an author's name in a note on the author: "Our correspondent". */
    private static final int BEFORE_NAME = 50;

    private static final Pattern BIOGRAPHY = Pattern.compile(
            ",? (?:is|was|covers|writes|has|reports|works|joined|ist|schreibt|est|es|è|är|er|jest)\\b.*",
            Pattern.DOTALL);

    private final String headline;
    private final String body;
    private final String description;
    private final List<String> authors;

    /**
     * @param headline not part of the body; may be null
     * @param body as JSON-LD has it: often cut short, so it confirms and does not decide
     * @param description often the article's lead; may be null
     * @param authors whose biographies are not part of the body
     */
    Claims(@Nullable String headline, String body, @Nullable String description, List<String> authors) {
        this.headline = headline == null ? "" : Letters.of(headline);
        this.body = body;
        this.description = description == null ? "" : Letters.of(description, MAX_DESCRIPTION);
        this.authors = authors;
    }

    /** Whether the metadata holds a body long enough to be taken in place of one that is not found. */
    boolean hasBody() {
        return body.length() > Extractor.SHORT;
    }

    /** Marks the blocks that the claimed body holds too. */
    void confirm(List<Block> blocks) {
        if (body.length() <= MIN_BODY) {
            return;
        }
        String letters = Letters.of(body);
        int looked = 0;
        for (var block : blocks) {
            if (block.length() >= MIN_CONFIRMED && looked++ < Reach.CONFIRMED_BLOCKS) {
                block.confirmed = letters.contains(Letters.of(block.text, COMPARED));
            }
        }
    }

    boolean isHeadline(Block block) {
        return !headline.isEmpty()
                && block.length() < LONGEST_HEADLINE
                && Letters.beginAlike(block.text, headline)
                && Letters.of(block.text).equals(headline);
    }

    /** The page's own summary, standing in the page: the lead. */
    boolean isDescription(Block block) {
        int length = Math.min(description.length(), COMPARED);
        return length >= MIN_DESCRIPTION
                && block.length() >= MIN_DESCRIPTION
                && block.length() < LONGEST_LEAD
                && Letters.beginAlike(block.text, description)
                && Letters.of(block.text, COMPARED).startsWith(description.substring(0, length));
    }

    /** Whether a text begins with an author's name and goes on with what the author does. */
    boolean isBiography(String text) {
        return authors.stream().anyMatch(name -> isBiography(text, name));
    }

    private static boolean isBiography(String text, String name) {
        int at = text.indexOf(name);
        return at >= 0
                && at < BEFORE_NAME
                && BIOGRAPHY.matcher(text.substring(at + name.length())).lookingAt();
    }
}
