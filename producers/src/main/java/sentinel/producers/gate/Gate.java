package sentinel.producers.gate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import sentinel.contract.message.Source;
import sentinel.contract.topic.Topics;
import sentinel.contract.url.UrlIdentity;
import sentinel.service.json.Json;
import sentinel.service.kafka.TopicCreator;
import sentinel.service.redis.PatientRedis;
import sentinel.service.run.ServiceContext;

/**
 * Lets each URL through once: L1 knows the records that a source has shown, each with its URL, L2 the URLs that were
 * announced.
 *
 * <p>A URL is claimed in L2 (pending, short-lived), announced, and only when Kafka has acknowledged it confirmed in L2 and
 * L1 for their full time. Whoever dies between the steps leaves a claim that runs out, or that its own next life takes
 * over; the source's cursor has not moved, so the record is offered again. L1 is written after the acknowledgement only,
 * and so needs no claims. A Redis that lost its memory lets URLs through twice, never none.
 *
 * <p>Redis or Kafka down: {@link #offer} waits, and goes on where it was. Safe for use by several threads.
 */
public final class Gate {

    /** Bounds what is claimed at a time, so that claims outlive their announcement. */
    private static final int BATCH = 500;

    private static final Duration FIRST_BUSY_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_BUSY_PAUSE = Duration.ofSeconds(1);

    /**
     * Lets a record's time slide, but not for ever: one that stays in its feed is announced again after {@value
     * #LONGEST_STAY} times its time, so that an edit of its page is seen. A value that is no time just runs out. Answers whether the
     * record was there.
     */
    private static final String KEEP =
            """
            local since = redis.call('get', KEYS[1])
            if not since then
              return 0
            end
            if redis.call('time')[1] * 1000 < (tonumber(since) or 0) + ARGV[1] * ARGV[2] then
              redis.call('pexpire', KEYS[1], ARGV[1])
            end
            return 1
            """;

    private static final int LONGEST_STAY = 7;

    private final GateSettings settings;
    private final PatientRedis redis;
    private final UrlClaims claims;
    private final PatientAnnouncer announcer;
    private final StopSignal stop;
    private final Cursors cursors;
    private final DiscoveryMetrics metrics;
    private final String owner;
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong offers = new AtomicLong();

    /** @param owner this service's instance, by the same name after a restart and by no other process */
    Gate(
            GateSettings settings,
            PatientRedis redis,
            Announcer announcer,
            String owner,
            DiscoveryMetrics metrics,
            StopSignal stop) {
        this.settings = settings;
        this.redis = redis;
        this.claims = new UrlClaims(redis, settings.claimTtl(), settings.l2Ttl());
        this.announcer = new PatientAnnouncer(announcer, stop);
        this.owner = owner;
        this.metrics = metrics;
        this.stop = stop;
        this.cursors = new Cursors(settings.kafka(), this.announcer::announce, stop);
    }

    /**
     * The gate of a service, with a Kafka client of its own; creates the topics that are missing.
     *
     * @param source names health checks and the owner of claims
     */
    public static Gate open(
            GateSettings settings,
            PatientRedis redis,
            Source source,
            DiscoveryMetrics metrics,
            ServiceContext context,
            StopSignal stop) {
        var kafka = settings.kafka();
        TopicCreator.createMissing(kafka.bootstrapServers(), kafka.topics());
        String owner = source.id() + "-producer-" + kafka.instance();
        var announcer = context.scope().add(new KafkaAnnouncer(kafka, owner));
        context.health().check(source.id() + ".redis", redis::problem);
        var gate = new Gate(settings, redis, announcer, owner, metrics, stop);
        context.health().check(source.id() + ".kafka", () -> announcer.problem().or(gate.cursors::problem));
        return gate;
    }

    /** Where the source's cursor stays if Redis loses its memory. */
    public Cursors cursors() {
        return cursors;
    }

    /**
     * Announces what is new. Once this returns, everything offered is announced, seen or known, and the source's cursor may
     * move.
     *
     * @throws StopSignal.StoppedException the process stops: nothing is known of the discoveries, offer them again
     */
    public Tally offer(List<Discovery> discoveries) {
        var tally = Tally.NOTHING;
        for (int from = 0; from < discoveries.size(); from += BATCH) {
            var done = offerBatch(discoveries.subList(from, Math.min(from + BATCH, discoveries.size())));
            metrics.add(done);
            tally = tally.plus(done);
        }
        return tally;
    }

    /**
     * Keeps records of a source known, as a sighting of them does.
     *
     * @param marks of the records ({@link Discovery#mark})
     * @return whether all of them were still known
     */
    public boolean keep(Source source, String sourceName, Collection<String> marks) {
        return keep(marks.stream().map(mark -> l1(source, sourceName, mark)).toList()).stream()
                .allMatch(known -> known);
    }

    private Tally offerBatch(List<Discovery> discoveries) {
        var byRecord = new LinkedHashMap<String, Discovery>();
        discoveries.forEach(d -> byRecord.putIfAbsent(l1(d), d));
        var known = keep(List.copyOf(byRecord.keySet()));
        var open = new ArrayList<Discovery>();
        int i = 0;
        for (var discovery : byRecord.values()) {
            if (!known.get(i++)) {
                open.add(discovery);
            }
        }
        var tally = new Tally(0, discoveries.size() - open.size(), 0, 0);
        var pause = FIRST_BUSY_PAUSE;
        while (!open.isEmpty()) {
            var round = new Round(new Holder.Claimant(owner, run, Long.toString(offers.incrementAndGet())), open);
            tally = tally.plus(round.run());
            boolean stuck = round.later.size() == open.size();
            open = round.later;
            if (stuck) { // others are announcing these URLs: they confirm, or their claims run out
                stop.pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_BUSY_PAUSE) < 0
                        ? pause.multipliedBy(2)
                        : LONGEST_BUSY_PAUSE;
            }
        }
        return tally;
    }

    /** One pass of claim, announce, confirm over discoveries that L1 does not know. */
    private final class Round {
        private final Holder.Claimant me;
        private final List<Discovery> claimed = new ArrayList<>();
        private final List<Discovery> seen = new ArrayList<>();
        private final List<Discovery> known = new ArrayList<>();
        private final ArrayList<Discovery> later = new ArrayList<>();
        private final List<Discovery> mine = new ArrayList<>();

        Round(Holder.Claimant me, List<Discovery> open) {
            this.me = me;
            var urls = new HashSet<String>();
            for (var discovery : open) { // one record a URL: the others find it held in the next round
                (urls.add(discovery.normalizedUrl()) ? mine : later).add(discovery);
            }
        }

        Tally run() {
            var holders = claims.claim(me, mine);
            for (int i = 0; i < mine.size(); i++) {
                sort(mine.get(i), holders.get(i));
            }
            var messages = new ArrayList<ProducerRecord<String, byte[]>>();
            claimed.forEach(d -> messages.add(announcement(d)));
            seen.forEach(d -> messages.add(sighting(d)));
            announcer.announce(messages);
            confirm();
            return new Tally(claimed.size(), 0, seen.size() + known.size(), seen.size());
        }

        /** @param holder who holds the URL after the claim; null when it ran out at that moment */
        private void sort(Discovery discovery, @Nullable Holder holder) {
            if (holder instanceof Holder.Held held) {
                (held.isFrom(discovery) ? known : seen).add(discovery);
            } else if (holder instanceof Holder.Pending pending) {
                if (claims.isOwn(me, discovery, pending)) {
                    claimed.add(discovery);
                } else {
                    later.add(discovery);
                }
            } else {
                later.add(discovery);
            }
        }

        private void confirm() {
            redis.patiently(client -> {
                var answers = new ArrayList<Response<String>>();
                try (var pipeline = client.pipelined()) {
                    answers.addAll(claims.hold(pipeline, claimed));
                    for (var group : List.of(claimed, seen, known)) {
                        for (var d : group) {
                            answers.add(pipeline.set(
                                    l1(d),
                                    Long.toString(d.discoveredAt().toEpochMilli()),
                                    UrlClaims.px(settings.l1Ttl())));
                        }
                    }
                    pipeline.sync();
                }
                answers.forEach(Response::get); // throws what Redis refused
                return answers.size();
            });
        }
    }

    /** Slides L1 keys as {@link #KEEP} says; says of each, in order, whether it was there. */
    private List<Boolean> keep(List<String> l1Keys) {
        return redis.patiently(client -> {
            var ttl = Long.toString(settings.l1Ttl().toMillis());
            var answers = new ArrayList<Response<Object>>();
            try (var pipeline = client.pipelined()) {
                for (var key : l1Keys) {
                    answers.add(pipeline.eval(KEEP, List.of(key), List.of(ttl, Integer.toString(LONGEST_STAY))));
                }
                pipeline.sync();
            }
            return answers.stream()
                    .map(answer -> Long.valueOf(1).equals(answer.get()))
                    .toList();
        });
    }

    private ProducerRecord<String, byte[]> announcement(Discovery d) {
        return new ProducerRecord<>(
                topics().urls(), UrlIdentity.registeredDomain(d.url()).orElseThrow(), Json.encode(d.announcement()));
    }

    private ProducerRecord<String, byte[]> sighting(Discovery d) {
        return new ProducerRecord<>(topics().sightings(), d.normalizedUrl(), Json.encode(d.sighting()));
    }

    private Topics topics() {
        return settings.kafka().topics();
    }

    private String l1(Discovery d) {
        return l1(d.source(), d.sourceName(), d.mark());
    }

    /** RSS records are told apart by feed: feeds choose their identifiers alone. GKG's are GDELT's, whatever the site. */
    private String l1(Source source, String sourceName, String mark) {
        return switch (source) {
            case RSS -> redis.key("src", source.id(), sourceName, mark);
            case GDELT -> redis.key("src", source.id(), mark);
        };
    }
}
