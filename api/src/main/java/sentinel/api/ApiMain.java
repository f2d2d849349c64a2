package sentinel.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.store.LockObtainFailedException;
import sentinel.api.costs.LedgerFollower;
import sentinel.api.index.ServedIndex;
import sentinel.api.index.SilverFollower;
import sentinel.api.silver.SilverWatch;
import sentinel.config.ConfigException;
import sentinel.contract.table.LlmCallColumn;
import sentinel.contract.table.SilverColumn;
import sentinel.delta.DeltaEngine;
import sentinel.delta.DeltaReader;
import sentinel.service.run.Loop;
import sentinel.service.run.ServiceContext;
import sentinel.service.run.ServiceMain;

/** The API as a process, or as a part of one. */
public final class ApiMain {

    private ApiMain() {}

    public static void main(String[] args) {
        ServiceMain.run("api", ApiConfig::from, ApiMain::wire);
    }

    /**
     * Opens the index and begins to answer; the loop follows Silver.
     *
     * @throws ConfigException the port or the index is used by another process
     */
    public static Loop wire(ApiConfig config, ServiceContext context) {
        return wire(config, context, Clock.systemUTC(), new Dashboard(ApiMain.class.getClassLoader()))
                .loop();
    }

    /** What {@link #wire} made. */
    record Wired(Loop loop, ApiServer server) {}

    static Wired wire(ApiConfig config, ServiceContext context, Clock clock, Dashboard dashboard) {
        var engine = DeltaEngine.create();
        var served = context.scope().add(open(config.index()));
        var follower = new SilverFollower(
                new DeltaReader(engine, config.tables().silver(), SilverColumn.SERVED, SilverColumn.ID),
                served,
                config.refresh(),
                Counter.builder("sentinel.api.rows.left.out")
                        .description("Rows of Silver that are not served because they have no id or no URL")
                        .register(context.metrics()),
                clock);
        context.scope().add(follower::stop); // before the index is closed
        var watch = new SilverWatch(engine, config.tables(), config.slowRefresh(), config.silverPatience(), clock);
        context.health().check("api.index", follower::problem);
        context.health().check("api.silver", () -> watch.problem(served.size(), served.silverVersion()));
        Gauge.builder("sentinel.api.silver.version", served, ServedIndex::silverVersion)
                .description("Silver's version that is served")
                .register(context.metrics());
        TimeGauge.builder("sentinel.api.silver.lag", follower, TimeUnit.SECONDS, SilverFollower::lagSeconds)
                .description("Age of Silver's oldest commit that is not served yet; NaN when unknown")
                .register(context.metrics());
        register(context, watch);
        Gauge.builder("sentinel.api.articles", served, ServedIndex::size)
                .description("Articles that are served")
                .register(context.metrics());
        var ledger = new LedgerFollower(
                new DeltaReader(engine, config.tables().llmCalls(), LedgerFollower.columns(), LlmCallColumn.CALL_ID),
                config.slowRefresh());
        var tables = new TablesRoute(engine, DeltaEngine.hadoop(), config.tables(), clock);
        var server =
                context.scope().add(new ApiServer(config, served, ledger, tables, watch, context, clock, dashboard));
        return new Wired(Loop.all(follower, watch, ledger), server);
    }

    /** What is not known is NaN. */
    private static void register(ServiceContext context, SilverWatch watch) {
        Gauge.builder("sentinel.silver.lag.versions", () -> watch.lag().versions())
                .description("Versions of Bronze that Silver does not hold")
                .register(context.metrics());
        Gauge.builder("sentinel.silver.lag.rows", () -> watch.lag().rows())
                .description("Rows of Bronze that Silver does not hold")
                .register(context.metrics());
        TimeGauge.builder("sentinel.silver.lag", watch::lagSeconds, TimeUnit.SECONDS)
                .description("How long the oldest row of Bronze that Silver does not hold has waited")
                .register(context.metrics());
        Gauge.builder("sentinel.silver.left.out.rows", watch::leftOut)
                .description("Rows of Bronze that cannot be folded and are not in Silver")
                .register(context.metrics());
    }

    private static ServedIndex open(Path index) {
        try {
            return new ServedIndex(index);
        } catch (LockObtainFailedException e) {
            throw new ConfigException(
                    List.of("SENTINEL_INDEX is '" + index + "'; another process is using that index"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the index directory " + index, e);
        }
    }
}
