package sentinel.endtoend.bench;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import sentinel.producers.revisit.RevisitPolicy;

/** Visits of articles by one policy, in virtual time, and what they caught. The policy knows of an edit some minutes after its visit. */
final class RevisitWeek {

    /** Fetch, parse with the quiet period of an edited article, Bronze, Silver. */
    private static final Duration KNOWN_AFTER = Duration.ofMinutes(5);

    private static final Duration DAY = Duration.ofDays(1);

    /** When an article is fetched next. */
    @FunctionalInterface
    interface Policy {
        Optional<Instant> next(RevisitPolicy.Known known);
    }

    /**
     * An article.
     *
     * @param foundAt its first fetch
     * @param edits when later versions went live, in order
     * @param names how many feeds and lists announce it
     */
    record Subject(String site, Instant bornAt, Instant foundAt, List<Instant> edits, int names) {
        Subject {
            edits = List.copyOf(edits);
        }

        boolean isOnTheFirstDay(Instant edit) {
            return edit.isBefore(bornAt.plus(DAY));
        }

        boolean isEditedOnTheFirstDay() {
            return !edits.isEmpty() && isOnTheFirstDay(edits.get(0));
        }

        /** Number of the version that is live; 0 for the first. */
        int version(Instant at) {
            return (int) edits.stream().filter(edit -> !edit.isAfter(at)).count();
        }
    }

    /**
     * What a policy achieved.
     *
     * @param fetches an article, the first one not counted
     * @param caught share of the edits after an article was found
     * @param delayOnTheFirstDay from an edit to the fetch that caught it, in the mean of first-day edits
     * @param delay the same of all edits
     * @param busiest the most fetches of a site in a UTC day
     */
    record Result(
            double fetches,
            double caughtOnTheFirstDay,
            double caught,
            Duration delayOnTheFirstDay,
            Duration delay,
            int busiest) {}

    private enum Kind {
        FOUND,
        VISIT,
        KNOWN
    }

    /** @param plan number of the plan that a visit belongs to: a newer plan replaces it */
    private record Event(Instant at, Kind kind, State article, int plan) {}

    private static final class State {
        private final Subject subject;
        private Instant visitedAt;
        private int version;
        private int knownEdits;
        private @Nullable Instant knownEditedAt; // null before an edit is known
        private @Nullable Instant caughtAt; // of an edit that is not known yet
        private boolean isCounted;
        private int plan;

        State(Subject subject) {
            this.subject = subject;
            this.visitedAt = subject.foundAt();
            this.version = subject.version(subject.foundAt());
        }
    }

    private static final class Site {
        private long articles;
        private long edited;
    }

    private final Policy policy;
    private final Map<String, Site> sites = new HashMap<>();
    private final Map<String, Integer> visitsOfSiteAndDay = new HashMap<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at));
    private long visits;
    private long caught;
    private long caughtOnTheFirstDay;
    private Duration delays = Duration.ZERO;
    private Duration earlyDelays = Duration.ZERO;

    private RevisitWeek(Policy policy) {
        this.policy = policy;
    }

    static Result simulate(List<Subject> subjects, Policy policy) {
        return new RevisitWeek(policy).run(subjects);
    }

    private Result run(List<Subject> subjects) {
        long edits = 0;
        long early = 0;
        for (var subject : subjects) {
            var counted = subject.edits().stream()
                    .filter(edit -> edit.isAfter(subject.foundAt()))
                    .toList();
            edits += counted.size();
            early += counted.stream().filter(subject::isOnTheFirstDay).count();
            sites.computeIfAbsent(subject.site(), name -> new Site());
            events.add(new Event(subject.foundAt(), Kind.FOUND, new State(subject), 0));
        }
        for (var event = events.poll(); event != null; event = events.poll()) {
            happen(event);
        }
        return new Result(
                (double) visits / subjects.size(),
                (double) caughtOnTheFirstDay / early,
                (double) caught / edits,
                earlyDelays.dividedBy(Math.max(1, caughtOnTheFirstDay)),
                delays.dividedBy(Math.max(1, caught)),
                visitsOfSiteAndDay.values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0));
    }

    private void happen(Event event) {
        var state = event.article();
        switch (event.kind()) {
            case FOUND -> plan(state, event.at());
            case KNOWN -> {
                learn(state);
                plan(state, event.at());
            }
            case VISIT -> {
                if (event.plan() == state.plan) {
                    visit(state, event.at());
                    plan(state, event.at());
                }
            }
        }
    }

    private void visit(State state, Instant at) {
        visits++;
        var subject = state.subject;
        visitsOfSiteAndDay.merge(subject.site() + " " + LocalDate.ofInstant(at, ZoneOffset.UTC), 1, Integer::sum);
        state.visitedAt = at;
        int live = subject.version(at);
        if (live > state.version) {
            var edit = subject.edits().get(live - 1);
            caught++;
            var delay = Duration.between(edit, at);
            delays = delays.plus(delay);
            if (subject.isOnTheFirstDay(edit)) {
                caughtOnTheFirstDay++;
                earlyDelays = earlyDelays.plus(delay);
            }
            state.version = live;
            state.caughtAt = at;
            events.add(new Event(at.plus(KNOWN_AFTER), Kind.KNOWN, state, 0));
        }
        if (!state.isCounted && !at.isBefore(subject.bornAt().plus(DAY))) {
            state.isCounted = true;
            var site = site(subject);
            site.articles++;
            site.edited += state.knownEdits > 0 ? 1 : 0;
        }
    }

    private void learn(State state) {
        if (state.isCounted && state.knownEdits == 0) {
            site(state.subject).edited++;
        }
        state.knownEdits++;
        state.knownEditedAt = state.caughtAt;
    }

    private Site site(Subject subject) {
        return requireNonNull(sites.get(subject.site()), "made for each subject");
    }

    private void plan(State state, Instant now) {
        state.plan++;
        var site = site(state.subject);
        policy.next(new RevisitPolicy.Known(
                        state.subject.bornAt(),
                        state.visitedAt,
                        state.knownEdits,
                        state.knownEditedAt,
                        state.subject.names(),
                        RevisitPolicy.editedShare(site.articles, site.edited),
                        false))
                .ifPresent(due -> events.add(new Event(due.isAfter(now) ? due : now, Kind.VISIT, state, state.plan)));
    }
}
