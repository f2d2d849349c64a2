package sentinel.producers.gate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.SetParams;
import sentinel.service.redis.PatientRedis;

/** L2 in Redis: who announces a URL at the moment, and who announced it. */
final class UrlClaims {

    /** Takes a dead owner's claim, if it is still that one: two threads of one process may want it. */
    private static final String TAKE_OVER =
            """
            if redis.call('get', KEYS[1]) == ARGV[1] then
              redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3])
              return 1
            end
            return 0
            """;

    private final PatientRedis redis;
    private final Duration claimTtl;
    private final Duration heldTtl;

    /**
     * @param claimTtl of a claim
     * @param heldTtl of a URL that was announced
     */
    UrlClaims(PatientRedis redis, Duration claimTtl, Duration heldTtl) {
        this.redis = redis;
        this.claimTtl = claimTtl;
        this.heldTtl = heldTtl;
    }

    /** Who holds each URL now, in order: the claimant itself where the claim succeeded; null where one just ran out. */
    List<@Nullable Holder> claim(Holder.Claimant me, List<Discovery> discoveries) {
        return redis.patiently(client -> {
            var claims = new ArrayList<Response<String>>();
            var values = new ArrayList<Response<String>>();
            try (var pipeline = client.pipelined()) {
                for (var d : discoveries) {
                    claims.add(pipeline.set(
                            key(d), Holder.pending(me, d).value(), px(claimTtl).nx()));
                    values.add(pipeline.get(key(d))); // SET NX GET in one command is refused before Redis 7
                }
                pipeline.sync();
            }
            claims.forEach(Response::get); // throws what Redis refused
            var holders = new ArrayList<@Nullable Holder>();
            for (var value : values) {
                String text = value.get();
                holders.add(text == null ? null : Holder.parse(text));
            }
            return holders;
        });
    }

    /** Whether a pending URL is the claimant's own to announce: by this claim, or by one of a dead earlier life. */
    boolean isOwn(Holder.Claimant me, Discovery discovery, Holder.Pending pending) {
        return pending.by().equals(me) || takeOver(me, discovery, pending);
    }

    private boolean takeOver(Holder.Claimant me, Discovery discovery, Holder.Pending dead) {
        if (!dead.by().isEarlierLifeOf(me)) {
            return false;
        }
        String claim = Holder.pending(me, discovery).value();
        return redis.patiently(client -> {
            Object taken = client.eval(
                    TAKE_OVER,
                    List.of(key(discovery)),
                    List.of(dead.value(), claim, Long.toString(claimTtl.toMillis())));
            return Long.valueOf(1).equals(taken) || claim.equals(client.get(key(discovery)));
        });
    }

    /** Keeps URLs as announced for their full time; does not wait for the answers. */
    List<Response<String>> hold(AbstractPipeline pipeline, List<Discovery> discoveries) {
        return discoveries.stream()
                .map(d -> pipeline.set(key(d), Holder.held(d).value(), px(heldTtl)))
                .toList();
    }

    static SetParams px(Duration ttl) {
        return SetParams.setParams().px(ttl.toMillis());
    }

    private String key(Discovery d) {
        return redis.key("url", d.normalizedUrl());
    }
}
