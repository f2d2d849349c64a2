package sentinel.parser.provider;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Mention.Alignment;

/**
 * Where one text mentions names. A name is a phrase of whole words ({@link FoldedText}); in scripts without blanks each sign is
 * a word, so a name may stand inside a run. Arabic and Hebrew words may have a preposition, "and" or "the" before them, which
 * is outside the span. In languages that inflect names, the ends of words may differ.
 *
 * <p>An occurrence in lower case of a name with a capital counts only when there is no other: "apple" is no Apple.
 *
 * <p>The text is folded once. A name then takes one pass over the words, or two in a language that inflects names; twice as
 * many when it is found in lower case only. Not safe for use by several threads.
 */
public final class Mentions {

    /** The first occurrences of a name; more tell nothing new. */
    public static final int MAX_SPANS = 50;

    /** Their names change form by case: "Putin" is "Putina", "Putinem" in the text. */
    private static final Set<String> INFLECTING = Set.of(
            "be", "bg", "bs", "cs", "el", "et", "fi", "hr", "hu", "kk", "lt", "lv", "mk", "pl", "ru", "sk", "sl", "sr",
            "tr", "uk");

    /** Letters that forms of a word have in common at least, and by how many their lengths differ at most. */
    private static final int MIN_STEM = 3;

    private static final int MAX_ENDING = 2;
    private static final int MAX_LONGER = 3;

    /** One occurrence of a name: the span is the name as the text writes it. */
    public record Place(Span span, Alignment alignment) {
        public Place {
            requireNonNull(span, "span");
            requireNonNull(alignment, "alignment");
        }
    }

    private final FoldedText text;
    private final @Nullable String language;
    private final boolean inflects;
    private long steps;

    /** @param language ISO 639-1 code, or null */
    public Mentions(@Nullable String language, String text) {
        this.text = new FoldedText(text);
        this.language = language;
        this.inflects = language != null && INFLECTING.contains(language);
    }

    /** In the order of the text, without overlap; none when the text does not have the name, or it is no name. */
    public List<Place> of(String name) {
        var sought = SoughtName.of(name);
        if (!sought.isName()) {
            return List.of();
        }
        var hits = find(sought, sought.isCapital());
        if (hits.isEmpty() && sought.isCapital()) {
            hits = find(sought, false);
        }
        hits.sort(Comparator.comparingInt(hit -> hit.span().start()));
        var first = List.copyOf(hits.subList(0, Math.min(hits.size(), MAX_SPANS)));
        Span.requireOrdered(first.stream().map(Place::span).toList());
        return first;
    }

    /** Whether the text has all words of the phrase, one after the other. */
    boolean says(String phrase) {
        return phrase(phrase).isPresent();
    }

    /** Where the text first has all words of the phrase, one after the other. */
    Optional<Span> phrase(String phrase) {
        var sought = SoughtName.phrase(phrase);
        return sought.isName()
                ? new Pass(sought, false, false, new BitSet(), 1)
                        .hits().stream().map(Place::span).findFirst()
                : Optional.empty();
    }

    /** Words that were looked at so far: what the answers cost. */
    long steps() {
        return steps;
    }

    private List<Place> find(SoughtName sought, boolean capital) {
        var taken = new BitSet();
        var hits = new Pass(sought, capital, false, taken, MAX_SPANS).hits();
        if (inflects) {
            hits.addAll(new Pass(sought, capital, true, taken, MAX_SPANS).hits());
        }
        return hits;
    }

    /** One pass over the words of the text. */
    private final class Pass {

        private final SoughtName sought;
        private final boolean capital;
        private final boolean inflected;
        private final BitSet taken;
        private final int max;
        private final PhraseSearch search;
        private final Map<Integer, Integer> proclitics = new HashMap<>(); // characters before the name, by word
        private final List<Place> hits = new ArrayList<>();
        private int lastEnd; // in the text, of the last hit

        /**
         * @param capital only occurrences that do not begin in lower case
         * @param inflected forms of the words too
         * @param taken words that are part of an occurrence; those that are found are added
         */
        Pass(SoughtName sought, boolean capital, boolean inflected, BitSet taken, int max) {
            this.sought = sought;
            this.capital = capital;
            this.inflected = inflected;
            this.taken = taken;
            this.max = max;
            this.search = new PhraseSearch(sought.coreLength());
            for (int i = 0; i < sought.coreLength(); i++) {
                allow(i, sought.coreWord(i));
            }
        }

        List<Place> hits() {
            for (int i = 0; i < text.size() && hits.size() < max && search.isPossible(); i++) {
                steps++;
                if (taken.get(i)) {
                    search.clear();
                } else if (search.endsWith(text.word(i).id())) {
                    int first = i + 1 - sought.coreLength();
                    if (isAcceptable(first)) {
                        i = add(first, i + 1) - 1;
                        search.clear();
                    }
                }
            }
            return hits;
        }

        private void allow(int place, String word) {
            search.allow(place, text.id(word));
            if (place == 0 && sought.core() == 0) {
                for (var form : Proclitics.of(word, language)) {
                    int id = text.id(form.written());
                    if (id != FoldedText.UNKNOWN) {
                        search.allow(place, id);
                        proclitics.putIfAbsent(id, form.length());
                    }
                }
                proclitics.remove(text.id(word)); // it stands there as it is
            }
            if (inflected && word.length() >= MIN_STEM) {
                allowForms(place, word);
            }
        }

        private void allowForms(int place, String word) {
            String stem = word.substring(0, Math.max(MIN_STEM, word.length() - MAX_LONGER - MAX_ENDING));
            for (var other : text.from(stem).entrySet()) {
                steps++;
                if (!other.getKey().startsWith(stem)) {
                    return;
                }
                if (isSameStem(word, other.getKey())) {
                    search.allow(place, other.getValue());
                }
            }
        }

        private boolean isAcceptable(int first) {
            if (text.word(first).start() < lastEnd) {
                return false; // within one character that stands for several, such as ㍿
            }
            boolean lower = Character.isLowerCase(
                    text.text().codePointAt(text.word(first).start()));
            return !lower || !(capital || (sought.isWeakWithoutArticle() && !isArticle(first - 1)));
        }

        private boolean isArticle(int word) {
            return word >= 0 && text.spelling(word).equals(sought.words().spelling(0));
        }

        /**
         * Adds the occurrence, with what is there of the name around its core.
         *
         * @return the index of the word after it
         */
        private int add(int coreStart, int coreEnd) {
            int from = coreStart;
            int before = sought.core();
            if (before > 0 && isArticle(from - 1) && text.word(from - 1).start() >= lastEnd && !taken.get(from - 1)) {
                from--;
                before--;
            }
            int to = coreEnd;
            int after = sought.coreEnd();
            var name = sought.words();
            while (after < name.size()
                    && to < text.size()
                    && !taken.get(to)
                    && text.spelling(to).equals(name.spelling(after))) {
                to++;
                after++;
            }
            taken.set(from, to);
            var start = text.word(from);
            int written = proclitics.getOrDefault(start.id(), 0);
            var span = new Span(
                    from == coreStart && written > 0 ? text.placeIn(start, written) : start.start(),
                    text.word(to - 1).end());
            boolean whole = before == 0 && after == name.size();
            var exact = whole ? exactly(span.start() - name.word(0).start()) : Optional.<Span>empty();
            hits.add(new Place(
                    exact.orElse(span),
                    exact.isPresent() ? Alignment.EXACT : inflected ? Alignment.INFLECTED : Alignment.FOLDED));
            lastEnd = exact.orElse(span).end();
            return to;
        }

        /** The name as it is written, with punctuation at its ends, if it begins here. */
        private Optional<Span> exactly(int start) {
            int end = start + sought.name().length();
            return start >= lastEnd
                            && text.text().startsWith(sought.name(), start)
                            && text.isBoundary(start)
                            && text.isBoundary(end)
                    ? Optional.of(new Span(start, end))
                    : Optional.empty();
        }
    }

    /** All but the last two letters agree, and at least three do; the ends are at most four letters. */
    private static boolean isSameStem(String a, String b) {
        if (a.equals(b)) {
            return true;
        }
        int needed = Math.max(MIN_STEM, Math.min(a.length(), b.length()) - MAX_ENDING);
        return a.length() >= needed
                && b.length() >= needed
                && a.regionMatches(0, b, 0, needed)
                && Math.abs(a.length() - b.length()) <= MAX_LONGER;
    }
}
