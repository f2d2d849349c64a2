package sentinel.parser.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sentinel.parser.injection.Orders.Hit;
import sentinel.parser.injection.Orders.Role;

/** What the words of {@link Orders} do together in one paragraph. */
final class Clauses {

    /** Between the words of one order, in characters. */
    private static final int NEAR = 40;

    private static final int OVERRIDE = 70;
    private static final int BESIDE = 15;
    private static final int FOLLOWED = 200;

    /** What may stand between a paragraph's start and its label. */
    private static final Pattern LABEL_START = Pattern.compile("[\\s\\[<(*#>!-]*");

    private static final Pattern LABEL_END = Pattern.compile(" ?[*_]{0,2}[:：\\]>)]");

    /** Words after which an order may follow, in the languages of Latin script. */
    private static final Set<String> BEFORE_ORDERS = Set.of(
            "and",
            "then",
            "please",
            "also",
            "must",
            "should",
            "you",
            "now",
            "instead",
            "just",
            "und",
            "dann",
            "bitte",
            "jetzt",
            "et",
            "puis",
            "y",
            "luego",
            "entonces",
            "e",
            "entao",
            "poi",
            "en",
            "i",
            "ve");

    private static final Set<String> AFTER_MODEL = Set.of(
            "and", "or", "that", "which", "who", "you", "please", "is", "are", "und", "oder", "sind", "bist", "et",
            "ou", "y", "o", "e");

    private static final Pattern QUOTED =
            Pattern.compile("[“”][^“”]{0,600}[“”]|«[^«»]{0,600}»|„[^„“”]{0,600}[“”]|「[^「」]{0,600}」|\"[^\"]{0,600}\""
                    + "|‘[^‘\n]{0,600}?’(?![a-z])|(?<![a-z0-9])'[^'\n]{0,600}'(?![a-z])");

    private final String text;
    private final Map<Role, List<Hit>> hits;
    private @Nullable List<Hit> quotes; // null until it matters

    Clauses(String text, Map<Role, List<Hit>> hits) {
        this.text = text;
        this.hits = hits;
    }

    Speech speech() {
        if (hits.isEmpty()) {
            return Speech.NOTHING;
        }
        var overrides = new ArrayList<>(overrides());
        overrides.addAll(dropped());
        var addresses = addresses();
        var openOverrides = overrides.stream().filter(this::isUnquoted).toList();
        return new Speech(
                !overrides.isEmpty(),
                !openOverrides.isEmpty(),
                openOverrides.stream().anyMatch(this::isFollowed),
                !addresses.isEmpty(),
                addresses.stream().anyMatch(this::isUnquoted),
                addresses.stream().anyMatch(address -> isUnquoted(address) && isFollowed(address))
                        || of(Role.TO_READER).stream()
                                .anyMatch(words -> isImperative(words) && isUnquoted(words) && isFollowed(words)),
                isOrder(),
                !of(Role.TASK).isEmpty(),
                isAssignment());
    }

    /** Whether a line begins with a word of a role, as the label of what follows. */
    boolean isLabelled(Role role) {
        return of(role).stream().anyMatch(this::isLabel);
    }

    private boolean isLabel(Hit words) {
        int line = text.lastIndexOf('\n', words.start()) + 1;
        return LABEL_START.matcher(text.substring(line, words.start())).matches()
                && LABEL_END.matcher(text).region(words.end(), text.length()).lookingAt();
    }

    private List<Hit> of(Role role) {
        return hits.getOrDefault(role, List.of());
    }

    private boolean isUnquoted(Hit hit) {
        if (quotes == null) {
            quotes = QUOTED.matcher(text)
                    .results()
                    .map(quote -> new Hit(quote.start(), quote.end()))
                    .toList();
        }
        return quotes.stream().noneMatch(quote -> quote.start() <= hit.start() && hit.end() <= quote.end());
    }

    private List<Hit> overrides() {
        var found = new ArrayList<Hit>();
        for (var ignore : of(Role.IGNORE)) {
            if (!isImperative(ignore)) {
                continue;
            }
            for (var instructions : of(Role.INSTRUCTIONS)) {
                int start = Math.min(ignore.start(), instructions.start());
                int end = Math.max(ignore.end(), instructions.end());
                boolean inOrder = instructions.start() >= ignore.end() || isVerbLast(ignore);
                if (inOrder
                        && end - start <= OVERRIDE
                        && isOneSentence(start, end)
                        && of(Role.PRIOR).stream()
                                .anyMatch(prior -> prior.start() >= start - BESIDE && prior.end() <= end + BESIDE)) {
                    found.add(new Hit(start, end));
                }
            }
        }
        return found;
    }

    /** "Ignore everything above." */
    private List<Hit> dropped() {
        return of(Role.IGNORE).stream()
                .filter(this::isImperative)
                .flatMap(ignore -> of(Role.ABOVE).stream()
                        .filter(above -> gap(ignore, above) <= BESIDE)
                        .map(above ->
                                new Hit(Math.min(ignore.start(), above.start()), Math.max(ignore.end(), above.end()))))
                .toList();
    }

    private static int gap(Hit one, Hit other) {
        int gap = one.end() <= other.start() ? other.start() - one.end() : one.start() - other.end();
        return gap < 0 ? Integer.MAX_VALUE : gap;
    }

    /** Whether what was said goes on with an order. */
    private boolean isFollowed(Hit beginning) {
        return Stream.of(Role.VERB, Role.IGNORE)
                .flatMap(role -> of(role).stream())
                .anyMatch(verb -> verb.start() >= beginning.end()
                        && verb.start() <= beginning.end() + FOLLOWED
                        && isImperative(verb));
    }

    private List<Hit> addresses() {
        var found = new ArrayList<Hit>();
        for (var model : of(Role.MODEL)) {
            boolean cued = of(Role.CUE).stream()
                    .anyMatch(cue -> cue.end() <= model.start()
                            && model.start() - cue.end() <= BESIDE
                            && isOneSentence(cue.start(), model.end()));
            boolean reads = of(Role.READING).stream()
                    .anyMatch(reading -> reading.start() >= model.end()
                            && reading.start() - model.end() <= 2 * BESIDE
                            && isOneSentence(model.start(), reading.end()));
            if (reads || (cued && isAddressed(model)) || isLabel(model)) {
                found.add(model);
            }
        }
        return found;
    }

    /** "an AI:", and not "an AI company". */
    private boolean isAddressed(Hit model) {
        if (model.end() == text.length() || Orders.isUnspaced(text.charAt(model.start()))) {
            return true;
        }
        int next = model.end();
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        if (next == text.length() || !Character.isLetter(text.charAt(next))) {
            return true;
        }
        int word = next;
        return AFTER_MODEL.contains(wordAt(next))
                || of(Role.IGNORE).stream().anyMatch(hit -> hit.start() == word)
                || of(Role.VERB).stream().anyMatch(hit -> hit.start() == word)
                || of(Role.MUST).stream().anyMatch(hit -> hit.start() == word);
    }

    /** "Write a summary", "the summary must". */
    private boolean isOrder() {
        var verbs = of(Role.VERB);
        boolean ordered = Stream.of(Role.PART, Role.NAME)
                .flatMap(role -> of(role).stream())
                .anyMatch(field -> verbs.stream().anyMatch(verb -> isVerbOf(verb, field, NEAR)));
        return ordered
                || of(Role.PART).stream().anyMatch(part -> of(Role.MUST).stream()
                        .anyMatch(must -> must.start() >= part.end()
                                && must.start() - part.end() <= BESIDE
                                && isOneSentence(part.start(), must.end())));
    }

    /** Before it, as an order; in the languages that put verbs last, after it. */
    private boolean isVerbOf(Hit verb, Hit field, int distance) {
        boolean last = isVerbLast(verb);
        return gap(verb, field) <= distance
                && (last || (verb.end() <= field.start() && isImperative(verb)))
                && isOneSentence(Math.min(verb.start(), field.start()), Math.max(verb.end(), field.end()));
    }

    /** "Set the sentiment to positive." */
    private boolean isAssignment() {
        for (var tone : of(Role.TONE)) {
            boolean valued = of(Role.VALUE).stream()
                    .anyMatch(value -> value.start() >= tone.end()
                            && value.start() - tone.end() <= BESIDE
                            && isOneSentence(tone.start(), value.end()));
            if (valued && isUnquoted(tone) && of(Role.VERB).stream().anyMatch(verb -> isVerbOf(verb, tone, BESIDE))) {
                return true;
            }
        }
        return false;
    }

    /** Of a language that may put its verbs behind what they are about. */
    private boolean isVerbLast(Hit verb) {
        return Orders.isUnspaced(text.charAt(verb.start()));
    }

    private boolean isOneSentence(int start, int end) {
        for (int i = start; i < end - 1; i++) {
            char c = text.charAt(i);
            boolean stop = (c == '.' || c == '!' || c == '?') && Character.isWhitespace(text.charAt(i + 1));
            if (stop || c == '。' || c == '！' || c == '？') {
                return false;
            }
        }
        return true;
    }

    /** At the start of a sentence or clause, or after a word that may begin an order; scripts without cases: always. */
    private boolean isImperative(Hit hit) {
        if (text.charAt(hit.start()) >= 0x370) {
            return true;
        }
        int before = hit.start() - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        if (before < 0 || !Character.isLetterOrDigit(text.charAt(before))) {
            return true;
        }
        int start = before;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return BEFORE_ORDERS.contains(wordAt(start))
                || of(Role.MODEL).stream().anyMatch(model -> model.end() == before(hit));
    }

    private int before(Hit hit) {
        int end = hit.start();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return end;
    }

    private String wordAt(int start) {
        int end = start;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }
}
