package sentinel.service.run;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.config.ConfigException;
import sentinel.config.Env;

/**
 * Start and stop of every service: read the environment, wire the service, answer health requests, run until stopped.
 */
public final class ServiceMain {

    private static final Logger log = LoggerFactory.getLogger(ServiceMain.class);
    private static final int WRONG_CONFIGURATION = 2;
    private static final int FAILED = 1;

    private ServiceMain() {}

    /**
     * Runs a service as this process. Exit codes: 2 and one message when the configuration is invalid (including a health
     * port that is in use), 1 when the service fails, 0 when its loop ended.
     *
     * @param wire creates the service's clients (added to the context's scope) and its loop
     */
    public static <T> void run(String service, Function<Env, T> config, BiFunction<T, ServiceContext, Loop> wire) {
        int exit = 0;
        try (var scope = new Scope()) {
            record Settings<T>(T config, ProcessSettings process) {}
            var settings =
                    Env.read(System.getenv(), env -> new Settings<>(config.apply(env), ProcessSettings.from(env)));
            var context =
                    new ServiceContext(scope, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
            var loop = wire.apply(settings.config(), context);
            scope.add(new HealthServer(settings.process().healthPort(), context.health(), context.metrics()));
            log.info("started service={}", service);
            scope.runUntilStopped(loop);
            log.info("stopped service={}", service);
        } catch (ConfigException e) {
            System.err.println(service + ": " + e.getMessage());
            exit = WRONG_CONFIGURATION;
        } catch (RuntimeException e) {
            log.error("failed service={}", service, e);
            exit = FAILED;
        }
        if (exit != 0) {
            System.exit(exit);
        }
    }
}
