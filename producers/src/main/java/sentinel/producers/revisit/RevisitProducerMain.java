package sentinel.producers.revisit;

import java.time.Clock;
import java.time.Duration;
import sentinel.contract.table.SilverColumn;
import sentinel.delta.DeltaEngine;
import sentinel.delta.DeltaReader;
import sentinel.producers.gate.RevisitGate;
import sentinel.producers.gate.StopSignal;
import sentinel.producers.gate.SwitchedOff;
import sentinel.service.redis.PatientRedis;
import sentinel.service.run.Loop;
import sentinel.service.run.ServiceContext;
import sentinel.service.run.ServiceMain;

/** Announces stored articles again, most where edits are likely. Runs once: its plans have one writer. */
public final class RevisitProducerMain {

    /** A plan outlives the time of its visits by this much. */
    private static final Duration MARGIN = Duration.ofDays(2);

    private RevisitProducerMain() {}

    public static void main(String[] args) {
        ServiceMain.run("revisit-producer", RevisitConfig::from, RevisitProducerMain::wire);
    }

    public static Loop wire(RevisitConfig config, ServiceContext context) {
        return config.isOn() ? visiting(config, context, Clock.systemUTC()) : new SwitchedOff("revisit");
    }

    static Loop visiting(RevisitConfig config, ServiceContext context, Clock clock) {
        var scope = context.scope();
        var stop = new StopSignal();
        var redis = scope.add(new PatientRedis(
                config.gate().redis(), config.gate().kafka().topics().prefix(), stop::pause));
        var gate = RevisitGate.open(config.gate(), redis, context, stop);
        var schedule = new Schedule(redis, config.lasting().plus(MARGIN));
        var policy = new RevisitPolicy(config.first(), config.lasting());
        var plans = new Plans(schedule, new SiteEdits(redis), policy, clock);
        var reader = new DeltaReader(DeltaEngine.create(), config.silver(), StoredArticle.COLUMNS, SilverColumn.ID);
        var silver = new SilverPlans(reader, schedule, plans, stop);
        context.health().check("revisit.silver", silver::problem);
        var budget = new Budget(redis, config.perSiteAndDay(), config.perDay());
        var visits = new Visits(schedule, plans, budget, gate::announce, new RevisitMetrics(context.metrics()), clock);
        return new RevisitLoop(silver, visits, redis, stop, clock);
    }
}
