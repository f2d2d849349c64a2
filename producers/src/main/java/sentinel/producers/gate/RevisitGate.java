package sentinel.producers.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import redis.clients.jedis.Response;
import sentinel.contract.url.UrlIdentity;
import sentinel.service.json.Json;
import sentinel.service.kafka.TopicCreator;
import sentinel.service.redis.PatientRedis;
import sentinel.service.run.ServiceContext;

/**
 * Announces stored articles again, whether or not L2 knows their URLs. A URL is held in L2 afterwards as after any announcement, so
 * that a source that names it meanwhile is a sighting. Where L2 knows nothing of a URL it is claimed first, as the {@link Gate}
 * does. A URL that somebody is announcing at this moment is left to them: their announcement is a visit as well.
 *
 * <p>Redis or Kafka down: {@link #announce} waits, and goes on where it was.
 */
public final class RevisitGate {

    private final GateSettings settings;
    private final PatientRedis redis;
    private final UrlClaims claims;
    private final PatientAnnouncer announcer;
    private final String owner;
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong offers = new AtomicLong();

    /** @param owner as {@link Gate} */
    RevisitGate(GateSettings settings, PatientRedis redis, Announcer announcer, String owner, StopSignal stop) {
        this.settings = settings;
        this.redis = redis;
        this.claims = new UrlClaims(redis, settings.claimTtl(), settings.l2Ttl());
        this.announcer = new PatientAnnouncer(announcer, stop);
        this.owner = owner;
    }

    /** The gate of the service, with a Kafka client of its own; creates the topics that are missing. */
    public static RevisitGate open(GateSettings settings, PatientRedis redis, ServiceContext context, StopSignal stop) {
        var kafka = settings.kafka();
        TopicCreator.createMissing(kafka.bootstrapServers(), kafka.topics());
        String owner = "revisit-producer-" + kafka.instance();
        var announcer = context.scope().add(new KafkaAnnouncer(kafka, owner));
        context.health().check("revisit.redis", redis::problem);
        context.health().check("revisit.kafka", announcer::problem);
        return new RevisitGate(settings, redis, announcer, owner, stop);
    }

    /**
     * Announces the articles. Once this returns, Kafka has every announcement.
     *
     * @param revisits a few hundred at most, so that claims outlive their announcement; each URL once
     * @return how many were left to those who are announcing them at this moment
     * @throws StopSignal.StoppedException the process stops: announce all of them again
     */
    public int announce(List<Revisit> revisits) {
        var me = new Holder.Claimant(owner, run, Long.toString(offers.incrementAndGet()));
        var holders = claims.claim(me, revisits.stream().map(Revisit::article).toList());
        var open = new ArrayList<Revisit>();
        for (int i = 0; i < holders.size(); i++) {
            var revisit = revisits.get(i);
            boolean isOthers =
                    holders.get(i) instanceof Holder.Pending pending && !claims.isOwn(me, revisit.article(), pending);
            if (!isOthers) {
                open.add(revisit);
            }
        }
        announcer.announce(open.stream().map(this::message).toList());
        hold(open.stream().map(Revisit::article).toList());
        return revisits.size() - open.size();
    }

    private ProducerRecord<String, byte[]> message(Revisit revisit) {
        String url = revisit.article().url();
        return new ProducerRecord<>(
                settings.kafka().topics().urls(),
                UrlIdentity.registeredDomain(url).orElseThrow(),
                Json.encode(revisit.announcement()));
    }

    private void hold(List<Discovery> announced) {
        redis.patiently(client -> {
            List<Response<String>> answers;
            try (var pipeline = client.pipelined()) {
                answers = claims.hold(pipeline, announced);
                pipeline.sync();
            }
            answers.forEach(Response::get); // throws what Redis refused
            return answers.size();
        });
    }
}
