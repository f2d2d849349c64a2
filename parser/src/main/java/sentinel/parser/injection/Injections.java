package sentinel.parser.injection;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Hints;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageFetchedBuilder;
import sentinel.contract.message.PageMetadata;

/**
 * Finds what a page says to a model: in its text, in what it states of itself, and in what a feed or GDELT state of it. A
 * provider gets the page without it, so that a model that obeys is not reached. Where one sentence is suspected, its whole
 * paragraph is withheld. What is not recognised is held back by the checks of the answer.
 */
public final class Injections {

    private Injections() {}

    /** Reads a page once, in time that is linear in its length. */
    public static Suspicion in(PageFetched page) {
        var reasons = EnumSet.noneOf(Reason.class);
        String text = kept(page.text(), reasons);
        String title = keptOrNull(page.title(), reasons);
        var metadata = kept(page.page(), reasons);
        var hints = kept(page.hints(), reasons);
        if (reasons.isEmpty()) {
            return new Suspicion(page, Set.of());
        }
        var harmless = PageFetchedBuilder.builder(page)
                .text(text)
                .title(title)
                .page(metadata)
                .hints(hints)
                .build();
        return new Suspicion(harmless, reasons);
    }

    private static PageMetadata kept(PageMetadata of, Set<Reason> reasons) {
        return new PageMetadata(
                keptOrNull(of.title(), reasons),
                kept(of.authors(), reasons),
                of.publishDate(),
                keptOrNull(of.siteName(), reasons),
                keptOrNull(of.description(), reasons),
                of.leadImage(),
                kept(of.keywords(), reasons),
                of.confidence());
    }

    private static Hints kept(Hints of, Set<Reason> reasons) {
        return new Hints(
                keptOrNull(of.title(), reasons),
                keptOrNull(of.author(), reasons),
                keptOrNull(of.summary(), reasons),
                of.language(),
                keptOrNull(of.siteName(), reasons),
                of.tone(),
                kept(of.themes(), reasons),
                kept(of.persons(), reasons),
                kept(of.organisations(), reasons));
    }

    private static List<String> kept(List<String> texts, Set<Reason> reasons) {
        return texts.stream().filter(text -> keptOrNull(text, reasons) != null).toList();
    }

    /** A field that is suspected is absent. */
    private static @Nullable String keptOrNull(@Nullable String text, Set<Reason> reasons) {
        if (text == null) {
            return null;
        }
        var found = EnumSet.noneOf(Reason.class);
        kept(text, found);
        reasons.addAll(found);
        return found.isEmpty() ? text : null;
    }

    /** The text without its suspected paragraphs; what is suspected of them is added to {@code reasons}. */
    private static String kept(String text, Set<Reason> reasons) {
        var blocks = Block.of(text);
        var signals = new ArrayList<Signals>();
        for (var block : blocks) {
            signals.add(Signals.in(text.substring(block.start(), block.end())));
        }
        var found = new ArrayList<Set<Reason>>();
        for (int i = 0; i < signals.size(); i++) {
            var reasonsOfBlock = EnumSet.noneOf(Reason.class);
            reasonsOfBlock.addAll(signals.get(i).reasons());
            if (i > 0) {
                reasonsOfBlock.addAll(signals.get(i - 1).reasonsWith(signals.get(i)));
            }
            if (i + 1 < signals.size()) {
                reasonsOfBlock.addAll(signals.get(i).reasonsWith(signals.get(i + 1)));
            }
            reasons.addAll(reasonsOfBlock);
            found.add(reasonsOfBlock);
        }
        return found.stream().allMatch(Set::isEmpty) ? text : without(text, blocks, signals, found);
    }

    private static String without(String text, List<Block> blocks, List<Signals> signals, List<Set<Reason>> found) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < blocks.size(); i++) {
            boolean afterFakeEnd = i > 0
                    && (found.get(i - 1).contains(Reason.GUESSED_MARK)
                            || found.get(i - 1).contains(Reason.FAKE_SYSTEM_MESSAGE));
            // On a page with a suspected paragraph, half an order is enough.
            if (found.get(i).isEmpty() && !afterFakeEnd && !signals.get(i).any()) {
                int next = i + 1 < blocks.size() ? blocks.get(i + 1).start() : text.length();
                out.append(text, blocks.get(i).start(), next);
            }
        }
        return out.toString().stripTrailing();
    }
}
