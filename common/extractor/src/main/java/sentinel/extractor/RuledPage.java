package sentinel.extractor;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import sentinel.text.date.Dates;

/** A page read by the rules of its site: what they find comes before what the extractor would. */
final class RuledPage {

    private static final int MAX_PARTS = 1_000;
    private static final int MAX_TEXT = 500;
    private static final Set<String> FRAME = Set.of("html", "head", "body");

    private final Document document;
    private final SiteRules.Rule rule;

    /** Takes what is not wanted out of the document. */
    RuledPage(Document document, SiteRules.Rule rule) {
        this.document = document;
        this.rule = rule;
        for (var selector : rule.remove()) {
            for (var element : document.select(selector)) {
                boolean frame = FRAME.contains(element.normalName());
                if (!frame && element.parent() != null) {
                    element.remove();
                }
            }
        }
    }

    Optional<String> title() {
        return texts(rule.title()).stream().findFirst();
    }

    List<String> authors() {
        var names = new ArrayList<String>();
        for (var text : texts(rule.author())) {
            for (var name : PersonNames.in(text)) {
                if (names.size() < 12 && names.stream().noneMatch(n -> PersonNames.same(n, name))) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    Optional<OffsetDateTime> published(Dates dates) {
        for (var element : found(rule.date())) {
            for (var text :
                    List.of(element.attr("datetime"), element.attr("content"), element.attr("title"), element.text())) {
                var date = dates.dateIn(text);
                if (date.isPresent()) {
                    return date;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A page of nothing but the elements that hold the article; empty when none was found. They are moved there: the
     * document is not to be read any more.
     */
    Optional<PageScan> body() {
        var parts = found(rule.body());
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Set<Element> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(parts);
        var alone = Document.createShell(document.baseUri());
        for (var part : parts) {
            if (FRAME.contains(part.normalName())) {
                return Optional.of(new PageScan(document));
            }
            boolean held = part.parents().stream().anyMatch(all::contains);
            if (!held) {
                alone.body().appendChild(part);
            }
        }
        return Optional.of(new PageScan(alone));
    }

    /** What the first selector finds that finds anything. */
    private List<Element> found(List<Evaluator> selectors) {
        for (var selector : selectors) {
            var elements = document.select(selector);
            if (!elements.isEmpty()) {
                return elements.subList(0, Math.min(elements.size(), MAX_PARTS));
            }
        }
        return List.of();
    }

    private List<String> texts(List<Evaluator> selectors) {
        var texts = new ArrayList<String>();
        for (var element : found(selectors)) {
            String text =
                    FactsReader.plain(element.normalName().equals("meta") ? element.attr("content") : element.text());
            if (!text.isEmpty() && text.length() <= MAX_TEXT) {
                texts.add(text);
            }
        }
        return texts;
    }
}
