package sentinel.versions;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import sentinel.versions.Comparison.Change;

/**
 * What changed from one version of an article to the next. It follows from what {@link ContentHash} looks at and nothing else:
 * texts of one hash give the same edit.
 *
 * @param wordsChanged words of headline and body that are gone or have come, of all words of both versions; in [0,1], in steps of
 *     0.0001
 */
public record Edit(EditClass editClass, double wordsChanged) {

    /** Below this share of words that stay a text is another one. */
    private static final double REWRITTEN = 0.5;
    /** Of a shorter text a change of one word may be half. */
    private static final int LONG_ENOUGH = 20;
    /** What is added and what is removed by the same edit: the smaller one counts from this share of the larger. */
    private static final double BOTH = 1.0 / 3;
    /** A changed fact counts beside a rewritten passage, unless it is much smaller. */
    private static final double BESIDE = 0.5;

    private static final double STEPS = 10_000;

    public Edit {
        requireNonNull(editClass, "editClass");
        if (!(wordsChanged >= 0 && wordsChanged <= 1)) {
            throw new IllegalArgumentException("wordsChanged must be in [0,1], not " + wordsChanged);
        }
    }

    /** The edit that makes {@code after} out of {@code before}; cosmetic, of no words, when both are the same to a reader. */
    public static Edit between(VersionText before, VersionText after) {
        return new Revision(before, after).edit();
    }

    static Edit of(Revision revision) {
        var one = revision.before();
        var other = revision.after();
        if (one.equals(other)) {
            return new Edit(EditClass.COSMETIC, 0);
        }
        var titleBefore = Words.of(one.title());
        var titleAfter = Words.of(other.title());
        var bodyBefore = revision.wordsBefore();
        var bodyAfter = revision.wordsAfter();
        var facts = new Facts(List.of(bodyBefore, bodyAfter));
        var body = Comparison.of(bodyBefore, bodyAfter);
        boolean headlines = !titleBefore.isEmpty() && !titleAfter.isEmpty(); // one that is missing was not found
        var title = headlines ? Comparison.of(titleBefore, titleAfter) : Comparison.of(List.of(), List.of());
        return new Edit(editClass(title, body, facts), share(title, body));
    }

    private static double share(Comparison title, Comparison body) {
        int words = title.before() + title.after() + body.before() + body.after();
        return words == 0 ? 0 : Math.round(STEPS * (title.changed() + body.changed()) / words) / STEPS;
    }

    private static EditClass editClass(Comparison title, Comparison body, Facts facts) {
        var weights = new EnumMap<ChangeKind, Double>(ChangeKind.class);
        for (var change : body.changes()) {
            weights.merge(ChangeKind.of(change, facts), weight(change), Double::sum);
        }
        var ofBody = ofBody(body, weights);
        if (ofBody != EditClass.COSMETIC) {
            return ofBody;
        }
        boolean headline =
                title.changes().stream().anyMatch(change -> ChangeKind.of(change, facts) != ChangeKind.COSMETIC);
        return headline ? EditClass.HEADLINE : EditClass.COSMETIC;
    }

    private static double weight(Change change) {
        return ChangeKind.weight(change.gone()) + ChangeKind.weight(change.come());
    }

    private static EditClass ofBody(Comparison body, Map<ChangeKind, Double> weights) {
        double fact = weights.getOrDefault(ChangeKind.FACT, 0.0);
        double rewritten = weights.getOrDefault(ChangeKind.REWRITTEN, 0.0);
        double added = weights.getOrDefault(ChangeKind.ADDED, 0.0);
        double removed = weights.getOrDefault(ChangeKind.REMOVED, 0.0);
        boolean another = body.before() + body.after() >= LONG_ENOUGH
                && body.kept() < REWRITTEN * body.before()
                && body.kept() < REWRITTEN * body.after();
        if (another) {
            return EditClass.REWRITTEN;
        }
        if (fact > 0 && fact >= BESIDE * rewritten) {
            return EditClass.FACTUAL;
        }
        if (rewritten > 0
                || (added > 0 && removed > 0 && Math.min(added, removed) >= BOTH * Math.max(added, removed))) {
            return EditClass.REWRITTEN;
        }
        if (added > 0 || removed > 0) {
            return added >= removed ? EditClass.ADDED : EditClass.REMOVED;
        }
        return weights.containsKey(ChangeKind.WORDING) ? EditClass.REWRITTEN : EditClass.COSMETIC;
    }
}
