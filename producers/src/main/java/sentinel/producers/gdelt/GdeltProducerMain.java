package sentinel.producers.gdelt;

import java.net.URI;
import java.time.Clock;
import sentinel.contract.message.Source;
import sentinel.producers.gate.DiscoveryMetrics;
import sentinel.producers.gate.Gate;
import sentinel.producers.gate.StopSignal;
import sentinel.producers.gate.SwitchedOff;
import sentinel.service.redis.PatientRedis;
import sentinel.service.run.Loop;
import sentinel.service.run.ServiceContext;
import sentinel.service.run.ServiceMain;
import sentinel.web.download.Downloads;

/** Reads GDELT's GKG files and announces the web pages they name. */
public final class GdeltProducerMain {

    private GdeltProducerMain() {}

    public static void main(String[] args) {
        ServiceMain.run("gdelt-producer", GdeltConfig::from, GdeltProducerMain::wire);
    }

    public static Loop wire(GdeltConfig config, ServiceContext context) {
        return config.base()
                .map(base -> reading(base, config, context))
                .orElseGet(() -> new SwitchedOff(Source.GDELT.id()));
    }

    private static Loop reading(URI base, GdeltConfig config, ServiceContext context) {
        var scope = context.scope();
        var clock = Clock.systemUTC();
        var stop = new StopSignal();
        var redis = scope.add(new PatientRedis(
                config.gate().redis(), config.gate().kafka().topics().prefix(), stop::pause));
        var web = scope.add(new Downloads(config.userAgent(), config.timeout(), config.allowed(), clock));
        var discoveries = new DiscoveryMetrics(context.metrics(), Source.GDELT.id());
        var gate = Gate.open(config.gate(), redis, Source.GDELT, discoveries, context, stop);
        var addresses = GkgAddresses.of(base);
        return new GdeltLoop(config, addresses, web, gate, redis, discoveries, context.metrics(), stop, clock);
    }
}
