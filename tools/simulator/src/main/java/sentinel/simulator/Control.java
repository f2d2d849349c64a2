package sentinel.simulator;

import java.time.Duration;
import java.util.Map;
import sentinel.service.json.Json;
import sentinel.simulator.http.Answer;
import sentinel.simulator.http.Request;
import sentinel.simulator.llm.BatchBehaviour;
import sentinel.simulator.llm.LlmBehaviour;
import sentinel.versions.EditClass;

/** {@code POST /control/...}: makes things happen now. */
final class Control {

    private static final int MAX_COUNT = 1_000_000;

    private final Newsroom newsroom;

    Control(Newsroom newsroom) {
        this.newsroom = newsroom;
    }

    Answer answer(String command, Request request) {
        if (!request.method().equals("POST")) {
            return Answer.text(405, "POST, please\n");
        }
        try {
            return run(command, request);
        } catch (IllegalArgumentException e) {
            return Answer.text(400, e.getMessage() + "\n");
        }
    }

    private Answer run(String command, Request request) {
        return switch (command) {
            case "publish" -> done(Map.of("published", newsroom.publish(integer(request, "count", 1))));
            case "edit" -> edit(request);
            case "delete" -> delete(request);
            case "move" -> {
                int id = integer(request, "id", 0);
                yield newsroom.move(id)
                        .map(url -> done(Map.of("moved", id, "url", url)))
                        .orElseGet(() -> noArticle(id));
            }
            case "latency" -> {
                var latency = Duration.ofMillis(integer(request, "ms", 0));
                if (request.parameter("site").isPresent()) {
                    newsroom.setLatency(integer(request, "site", 0), latency);
                } else {
                    newsroom.setLatency(latency);
                }
                yield done(Map.of());
            }
            case "noise" -> {
                newsroom.setNoise(flag(request, "on", true));
                yield done(Map.of());
            }
            case "outage" -> {
                newsroom.setOutage(integer(request, "site", 0), flag(request, "down", true));
                yield done(Map.of());
            }
            case "llm" -> {
                newsroom.setLlm(llm(newsroom.llm(), request));
                yield done(newsroom.llm());
            }
            case "batches" -> {
                newsroom.setBatches(batches(newsroom.batches(), request));
                yield done(Map.of("behaviour", newsroom.batches(), "paid", newsroom.batchesPaid()));
            }
            case "gdelt" -> done(Map.of("slot", newsroom.nextGdeltSlot()));
            default -> Answer.text(404, "no such command\n");
        };
    }

    private Answer edit(Request request) {
        var kind = request.parameter("kind").map(EditClass::of);
        String number = request.parameter("id").isPresent() ? "id" : "article";
        if (request.parameter(number).isEmpty()) {
            int count = integer(request, "count", 1);
            return done(Map.of(
                    "edited",
                    kind.map(of -> newsroom.editRandom(count, of)).orElseGet(() -> newsroom.editRandom(count))));
        }
        int id = integer(request, number, 0);
        boolean edited = kind.map(of -> newsroom.edit(id, of)).orElseGet(() -> newsroom.edit(id));
        return edited ? done(Map.of("edited", new int[] {id})) : noArticle(id);
    }

    private Answer delete(Request request) {
        int status = integer(request, "status", 410);
        if (status != 404 && status != 410) {
            throw new IllegalArgumentException("status is " + status + "; expected 404 or 410");
        }
        int id = integer(request, "id", 0);
        return newsroom.delete(id, status) ? done(Map.of("deleted", id)) : noArticle(id);
    }

    private static Answer noArticle(int id) {
        return Answer.text(404, "no article " + id + "\n");
    }

    /** Changes what the parameters name and keeps the rest; {@code reset} begins with good behaviour. */
    private static LlmBehaviour llm(LlmBehaviour now, Request request) {
        var from = request.parameter("reset").isPresent() ? LlmBehaviour.GOOD : now;
        return new LlmBehaviour(
                Duration.ofMillis(
                        integer(request, "latency", (int) from.latency().toMillis())),
                share(request, "rate_limited", from.rateLimited()),
                share(request, "failing", from.failing()),
                share(request, "malformed", from.malformed()),
                share(request, "invalid", from.invalid()),
                share(request, "truncated", from.truncated()),
                flag(request, "outage", from.outage()),
                flag(request, "refuse_key", from.refuseKey()),
                flag(request, "out_of_quota", from.outOfQuota()));
    }

    /** As {@link #llm}; {@code delay} in milliseconds. */
    private static BatchBehaviour batches(BatchBehaviour now, Request request) {
        var from = request.parameter("reset").isPresent() ? BatchBehaviour.GOOD : now;
        return new BatchBehaviour(
                Duration.ofMillis(integer(request, "delay", (int) from.delay().toMillis())),
                share(request, "expired", from.expired()),
                share(request, "errored", from.errored()),
                share(request, "troubled", from.troubled()));
    }

    private static double share(Request request, String name, double orElse) {
        String text = request.parameter(name).orElse(Double.toString(orElse));
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is '" + text + "'; expected a share from 0 to 1", e);
        }
    }

    private static Answer done(Object result) {
        return Answer.json(200, Json.encode(result));
    }

    private static int integer(Request request, String name, int orElse) {
        String text = request.parameter(name).orElse(Integer.toString(orElse));
        if (!text.matches("\\d{1,7}") || Integer.parseInt(text) > MAX_COUNT) {
            throw new IllegalArgumentException(name + " is '" + text + "'; expected a whole number up to " + MAX_COUNT);
        }
        return Integer.parseInt(text);
    }

    private static boolean flag(Request request, String name, boolean orElse) {
        String text = request.parameter(name).orElse(Boolean.toString(orElse));
        return switch (text) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " is '" + text + "'; expected true or false");
        };
    }
}
