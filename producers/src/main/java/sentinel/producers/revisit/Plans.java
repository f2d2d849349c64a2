package sentinel.producers.revisit;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Plans visits by the policy, when Silver tells of an article and after each visit. */
final class Plans {

    private final Schedule schedule;
    private final SiteEdits sites;
    private final RevisitPolicy policy;
    private final Clock clock;

    Plans(Schedule schedule, SiteEdits sites, RevisitPolicy policy, Clock clock) {
        this.schedule = schedule;
        this.sites = sites;
        this.policy = policy;
        this.clock = clock;
    }

    /** Whether there is anything to plan for an article: it is young enough. */
    boolean concerns(StoredArticle article) {
        return policy.isYoung(article.bornAt(), clock.instant());
    }

    /** Takes newer facts of articles. Taking them again changes nothing. */
    void take(Collection<StoredArticle> rows) {
        var known = schedule.find(rows.stream().map(StoredArticle::id).toList());
        var over = new ArrayList<String>();
        var open = new ArrayList<Plan>();
        var editedLate = new ArrayList<Plan>();
        for (var row : rows) {
            var plan = known.get(row.id());
            if (row.hasMoved() || !concerns(row)) { // where it moved to it is an article of its own
                if (plan != null) {
                    over.add(row.id());
                }
                continue;
            }
            open.add(plan == null ? Plan.first(row) : plan.with(row));
            if (plan != null && plan.isCounted() && plan.article().edits() == 0 && row.edits() > 0) {
                editedLate.add(plan.with(row));
            }
        }
        sites.edited(editedLate);
        schedule.remove(over);
        plan(open);
    }

    /** Plans the next visits of articles whose visit was announced. */
    void visited(Collection<Plan> plans, Instant at) {
        var visited = plans.stream().map(plan -> plan.visited(at)).toList();
        sites.settled(visited.stream()
                .filter(plan -> plan.isSettled() && !plan.isCounted())
                .toList());
        plan(visited.stream()
                .map(plan -> plan.isSettled() ? plan.counted() : plan)
                .toList());
    }

    private void plan(List<Plan> plans) {
        var shares = sites.shares(plans.stream().map(Plan::site).toList());
        var next = new HashMap<Plan, Optional<Instant>>();
        for (var plan : plans) {
            double share = requireNonNull(shares.get(plan.site()), "every site has a share");
            next.put(plan, policy.next(plan.known(share)));
        }
        schedule.put(next);
    }
}
