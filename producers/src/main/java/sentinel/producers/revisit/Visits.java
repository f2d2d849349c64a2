package sentinel.producers.revisit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.producers.gate.Revisit;

/**
 * Announces the visits that are due, within the budget. The schedule moves only once Kafka has the announcements: who dies before that
 * announces them again.
 */
final class Visits {

    private static final Logger log = LoggerFactory.getLogger(Visits.class);

    /** Bounds what is claimed at a time. */
    static final int BATCH = 200;

    /** What is postponed to the next day is spread over so much of it. */
    private static final Duration SPREAD = Duration.ofHours(6);

    private final Schedule schedule;
    private final Plans plans;
    private final Budget budget;
    private final ToIntFunction<List<Revisit>> gate;
    private final RevisitMetrics metrics;
    private final Clock clock;

    /** @param gate announces articles, and answers how many of them were left to others */
    Visits(
            Schedule schedule,
            Plans plans,
            Budget budget,
            ToIntFunction<List<Revisit>> gate,
            RevisitMetrics metrics,
            Clock clock) {
        this.schedule = schedule;
        this.plans = plans;
        this.budget = budget;
        this.gate = gate;
        this.metrics = metrics;
        this.clock = clock;
    }

    private record Due(Plan plan, Revisit revisit) {}

    /**
     * Announces a batch of due visits.
     *
     * @return whether more may be due
     */
    boolean announceDue() {
        var now = clock.instant();
        metrics.looked(
                schedule.size(),
                schedule.earliest().map(at -> Duration.between(at, now)).orElse(Duration.ZERO));
        var ids = schedule.due(now, BATCH);
        if (ids.isEmpty()) {
            return false;
        }
        var due = announceable(ids, now);
        var granted = granted(due, now);
        if (!granted.isEmpty()) {
            int left = gate.applyAsInt(granted.stream().map(Due::revisit).toList());
            plans.visited(granted.stream().map(Due::plan).toList(), now);
            metrics.visited(granted.size(), left);
            log.debug("revisits_announced articles={} left={}", granted.size() - left, left);
        }
        return ids.size() == BATCH;
    }

    /** Of articles with the same URL the first; the others come in the next batch. */
    private List<Due> announceable(List<String> ids, Instant now) {
        var known = schedule.find(ids);
        var unknown = new ArrayList<String>();
        var urls = new HashSet<String>();
        var due = new ArrayList<Due>();
        for (var id : ids) {
            var plan = known.get(id);
            var revisit = plan == null ? null : plan.revisit(now).orElse(null);
            if (plan == null || revisit == null) {
                unknown.add(id);
            } else if (urls.add(revisit.article().normalizedUrl())) {
                due.add(new Due(plan, revisit));
            }
        }
        schedule.remove(unknown);
        return due;
    }

    private List<Due> granted(List<Due> due, Instant now) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var answers =
                budget.take(today, due.stream().map(one -> one.plan().site()).toList());
        metrics.postponed(answers);
        var granted = new ArrayList<Due>();
        Map<String, Instant> postponed = new HashMap<>();
        var tomorrow = today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        for (int i = 0; i < due.size(); i++) {
            if (answers.get(i) == Budget.Answer.GRANTED) {
                granted.add(due.get(i));
            } else {
                String id = due.get(i).plan().id();
                postponed.put(id, tomorrow.plusMillis(Math.floorMod(id.hashCode(), SPREAD.toMillis())));
            }
        }
        schedule.postpone(postponed);
        return granted;
    }
}
