package sentinel.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.store.LockObtainFailedException;
import sentinel.api.index.SilverFollower;
import sentinel.api.silver.SilverTable;
import sentinel.common.config.ConfigException;
import sentinel.common.run.Loop;
import sentinel.common.run.ServiceContext;
import sentinel.common.run.ServiceMain;

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
        var follower = context.scope().add(follower(config, clock));
        context.health().check("api.index", follower::problem);
        Gauge.builder("api.silver.version", follower, SilverFollower::silverVersion)
                .description("Silver's version that is served")
                .register(context.metrics());
        TimeGauge.builder("api.silver.lag", follower, TimeUnit.SECONDS, SilverFollower::lagSeconds)
                .description("Age of Silver's oldest commit that is not served yet")
                .register(context.metrics());
        Gauge.builder("api.index.articles", follower, SilverFollower::size)
                .description("Articles that are served")
                .register(context.metrics());
        var server = context.scope().add(new ApiServer(config, follower, context, clock, dashboard));
        return new Wired(follower, server);
    }

    private static SilverFollower follower(ApiConfig config, Clock clock) {
        try {
            return new SilverFollower(new SilverTable(config.silver()), config.index(), config.refresh(), clock);
        } catch (LockObtainFailedException e) {
            throw new ConfigException(
                    List.of("SENTINEL_INDEX is '" + config.index() + "'; another process is using that index"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the index directory " + config.index(), e);
        }
    }
}
