package sentinel.producers;

import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.fixture.TestServers;
import sentinel.service.run.Health;
import sentinel.service.run.Loop;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;

/** A producer as its main runs it, on a thread of this test. */
public final class Running implements AutoCloseable {

    public final ServiceContext context =
            new ServiceContext(new Scope(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
    private final Loop loop;
    private final Thread thread;

    public <C> Running(
            Map<String, String> variables, Function<Env, C> config, BiFunction<C, ServiceContext, Loop> wire) {
        loop = wire.apply(Env.read(variables, config), context);
        thread = new Thread(loop::run, "producer-under-test");
        thread.start();
    }

    /** The variables that lead to the test servers, with TTLs that suit tests. */
    public static Map<String, String> variables(KafkaSettings kafka, Map<String, String> more) {
        var variables = new java.util.HashMap<String, String>();
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        variables.put("SENTINEL_TOPIC_PREFIX", kafka.topics().prefix());
        variables.put("REDIS_URL", TestServers.redisUrl());
        variables.putAll(more);
        return variables;
    }

    /** The sum of a counter over its tags. */
    public double counted(String name) {
        return context.metrics().find(name).counters().stream()
                .mapToDouble(c -> c.count())
                .sum();
    }

    @Override
    public void close() {
        loop.stop();
        await().atMost(Duration.ofSeconds(10)).until(() -> !thread.isAlive());
        context.scope().close();
    }
}
