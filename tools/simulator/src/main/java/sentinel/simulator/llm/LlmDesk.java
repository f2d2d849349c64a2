package sentinel.simulator.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import sentinel.service.json.Json;
import sentinel.simulator.http.Answer;
import sentinel.simulator.http.Request;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.World;

/** Answers chat calls of three protocols, as well or as badly as it is told to. Thread-safe. */
public final class LlmDesk implements World.Listener {

    private static final int CHARS_PER_TOKEN = 4;

    private final Memory memory = new Memory();
    private final SplittableRandom random;
    private final AtomicLong calls = new AtomicLong();
    private final BatchDesk batches;
    private volatile LlmBehaviour behaviour;

    private enum Quality {
        GOOD,
        RATE_LIMITED,
        FAILING,
        MALFORMED,
        INVALID,
        TRUNCATED
    }

    private record Draw(Quality quality, Duration delay) {}

    public LlmDesk(long seed, LlmBehaviour behaviour) {
        this(seed, behaviour, Clock.systemUTC());
    }

    /** @param clock says when batches end */
    public LlmDesk(long seed, LlmBehaviour behaviour, Clock clock) {
        this.random = new SplittableRandom(seed);
        this.behaviour = behaviour;
        this.batches = new BatchDesk(this, seed, clock);
    }

    @Override
    public void published(Article article) {
        memory.published(article);
    }

    @Override
    public void edited(Article article) {
        memory.edited(article);
    }

    public LlmBehaviour behaviour() {
        return behaviour;
    }

    /** How it behaves from now on. */
    public void setBehaviour(LlmBehaviour other) {
        behaviour = other;
    }

    public BatchBehaviour batchBehaviour() {
        return batches.behaviour();
    }

    /** How batches that are created from now on, and the calls to their endpoints, behave. */
    public void setBatchBehaviour(BatchBehaviour other) {
        batches.setBehaviour(other);
    }

    /** What was answered in batches so far. */
    public BatchesPaid batchesPaid() {
        return batches.paid();
    }

    /** Chat calls so far, refused ones included; those in batches are none. */
    public long calls() {
        return calls.get();
    }

    /** What a path below {@code /llm/} gets. */
    public Answer answer(Request request) {
        var protocol = Protocol.at(request.path());
        if (protocol.isPresent()) {
            var draw = draw();
            return chat(protocol.get(), request, draw.quality).after(draw.delay);
        }
        var ofBatch = batches.answer(request);
        if (ofBatch.isPresent()) {
            return ofBatch.get();
        }
        return switch (request.path()) {
            case "/llm/openai/v1/models" -> Answer.json(200, Json.encode(models("data", "id")));
            case "/llm/ollama/api/tags" -> Answer.json(200, Json.encode(models("models", "name")));
            case "/llm/ollama/api/version" ->
                Answer.json(200, "{\"version\":\"0.0.0\"}".getBytes(StandardCharsets.UTF_8));
            default -> Answer.text(404, "no such endpoint\n");
        };
    }

    private static ObjectNode models(String list, String name) {
        var models = JsonNodeFactory.instance.objectNode();
        models.putArray(list).addObject().put(name, "newsroom");
        return models;
    }

    private Draw draw() {
        var now = behaviour;
        double dice;
        double spread;
        synchronized (random) {
            dice = random.nextDouble();
            spread = random.nextDouble();
        }
        return new Draw(
                quality(now, dice), Duration.ofNanos((long) (now.latency().toNanos() * (0.5 + spread))));
    }

    private static Quality quality(LlmBehaviour now, double dice) {
        double rest = dice - now.rateLimited();
        if (rest < 0) {
            return Quality.RATE_LIMITED;
        }
        rest -= now.failing();
        if (rest < 0) {
            return Quality.FAILING;
        }
        rest -= now.malformed();
        if (rest < 0) {
            return Quality.MALFORMED;
        }
        rest -= now.invalid();
        if (rest < 0) {
            return Quality.INVALID;
        }
        return rest - now.truncated() < 0 ? Quality.TRUNCATED : Quality.GOOD;
    }

    private Answer chat(Protocol protocol, Request request, Quality quality) {
        long number = calls.incrementAndGet();
        var refused = refusal(protocol);
        if (refused.isPresent()) {
            return refused.get();
        }
        JsonNode call;
        try {
            call = Json.mapper().readTree(request.body());
        } catch (JsonProcessingException e) {
            return failed(protocol, Failure.NOT_UNDERSTOOD);
        }
        return answered(protocol, call, quality, number);
    }

    /** What all calls get for now, whatever they ask. */
    Optional<Answer> refusal(Protocol protocol) {
        var now = behaviour;
        if (now.outage()) {
            return Optional.of(failed(protocol, Failure.OUTAGE));
        }
        if (now.refuseKey()) {
            return Optional.of(failed(protocol, Failure.KEY_REFUSED));
        }
        return now.outOfQuota() ? Optional.of(failed(protocol, Failure.OUT_OF_QUOTA)) : Optional.empty();
    }

    /** What a call in a batch gets. */
    Answer reply(Protocol protocol, JsonNode call) {
        return answered(protocol, call, draw().quality, calls.get());
    }

    private Answer answered(Protocol protocol, JsonNode call, Quality quality, long number) {
        if (!call.path("messages").isArray()
                || (protocol == Protocol.OPENAI && call.path("stream").asBoolean())) {
            return failed(protocol, Failure.NOT_UNDERSTOOD);
        }
        String prompt = Protocol.prompt(call);
        var good = SchemaFiller.fill(protocol.schema(call), memory.recall(prompt));
        return switch (quality) {
            case RATE_LIMITED -> failed(protocol, Failure.RATE_LIMITED).with("Retry-After", "1");
            case FAILING -> failed(protocol, Failure.FAILED);
            case MALFORMED ->
                said(protocol, call, prompt, "Sure! Here is what I found: {title: unknown, ", false, number);
            case INVALID -> said(protocol, call, prompt, spoilt(good).toString(), false, number);
            case TRUNCATED -> {
                String whole = good.toString();
                yield said(protocol, call, prompt, whole.substring(0, whole.length() / 2), true, number);
            }
            case GOOD -> said(protocol, call, prompt, good.toString(), false, number);
        };
    }

    /** Of the right shape at first sight, with values that cannot be. */
    private static ObjectNode spoilt(ObjectNode good) {
        var bad = good.deepCopy();
        bad.fieldNames().forEachRemaining(name -> {
            if (name.contains("score")) {
                bad.put(name, 42);
            } else if (name.equals("sentiment")) {
                bad.put(name, "ecstatic");
            }
        });
        bad.remove("title");
        bad.remove("summary");
        return bad;
    }

    private static Answer said(
            Protocol protocol, JsonNode call, String prompt, String content, boolean truncated, long number) {
        var text = new Protocol.Text(content, object(content), truncated, tokens(prompt), tokens(content), number);
        return Answer.json(200, Json.encode(protocol.reply(call, text)));
    }

    private static Optional<ObjectNode> object(String content) {
        try {
            return Optional.of(Json.mapper().readTree(content))
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static int tokens(String text) {
        return (text.length() + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
    }

    static Answer failed(Protocol protocol, Failure failure) {
        return Answer.json(protocol.status(failure), Json.encode(protocol.error(failure)));
    }
}
