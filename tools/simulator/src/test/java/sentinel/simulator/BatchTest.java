package sentinel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.service.json.Json;
import sentinel.simulator.llm.BatchBehaviour;

/** The batch endpoints as a client sees them. */
final class BatchTest {

    private final Client client = new Client();
    private final Newsroom newsroom =
            Newsroom.start(NewsroomConfig.still().withArticles(1).withTrouble(0));

    @AfterEach
    void close() {
        newsroom.close();
    }

    private String batches() {
        return newsroom.anthropicBaseUrl() + "/messages/batches";
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return Json.mapper().readTree(answer.body());
    }

    private HttpResponse<byte[]> create(List<String> customIds) throws IOException {
        var call = Json.mapper().createObjectNode();
        var requests = call.putArray("requests");
        for (var id : customIds) {
            requests.addObject()
                    .put("custom_id", id)
                    .putObject("params")
                    .put("model", "m")
                    .putArray("messages")
                    .addObject()
                    .put("role", "user")
                    .put("content", "It rained for a whole day in the valley.");
        }
        return client.post(batches(), call.toString());
    }

    @Test
    void given_a_batch_when_its_time_has_come_then_each_request_has_a_result_in_another_order() throws IOException {
        newsroom.setBatches(
                BatchBehaviour.GOOD.withDelay(Duration.ofMillis(200)).withExpired(0.3));
        var ids = IntStream.range(0, 40).mapToObj(i -> "r" + i).toList();

        var created = json(create(ids));
        assertThat(created.path("processing_status").asText()).isEqualTo("in_progress");
        assertThat(created.at("/request_counts/processing").asInt()).isEqualTo(40);
        String url = batches() + "/" + created.path("id").asText();
        await().until(() ->
                json(client.get(url)).path("processing_status").asText().equals("ended"));

        var lines = new String(client.get(url + "/results").body(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> {
                    try {
                        return Json.mapper().readTree(line);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(lines)
                .extracting(line -> line.path("custom_id").asText())
                .containsExactlyInAnyOrderElementsOf(ids)
                .isNotEqualTo(ids);
        long good = lines.stream()
                .filter(line -> line.at("/result/type").asText().equals("succeeded"))
                .count();
        assertThat(good).isBetween(15L, 39L).isEqualTo(newsroom.batchesPaid().requests());
        assertThat(lines).extracting(line -> line.at("/result/type").asText()).contains("expired");
    }

    @Test
    void given_many_batches_when_listed_then_pages_follow_with_the_newest_first() throws IOException {
        for (int i = 0; i < 5; i++) {
            create(List.of("a"));
        }

        var first = json(client.get(batches() + "?limit=3"));
        var second = json(client.get(
                batches() + "?limit=3&after_id=" + first.path("last_id").asText()));

        assertThat(first.path("data"))
                .extracting(b -> b.path("id").asText())
                .containsExactly("msgbatch_5", "msgbatch_4", "msgbatch_3");
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(second.path("data"))
                .extracting(b -> b.path("id").asText())
                .containsExactly("msgbatch_2", "msgbatch_1");
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void given_ids_that_no_provider_takes_when_created_then_the_batch_is_refused() throws IOException {
        assertThat(create(List.of("a b")).statusCode()).isEqualTo(400);
        assertThat(create(List.of("a", "a")).statusCode()).isEqualTo(400);
        assertThat(create(List.of()).statusCode()).isEqualTo(400);
    }

    @Test
    void given_a_command_when_sent_then_batches_behave_so_and_the_reply_says_what_was_paid() throws IOException {
        create(List.of("a", "b"));

        var reply = json(client.post(newsroom.baseUrl() + "/control/batches?delay=5000&expired=0.1", ""));

        assertThat(newsroom.batches()).isEqualTo(new BatchBehaviour(Duration.ofSeconds(5), 0.1, 0, 0));
        assertThat(reply.at("/paid/requests").asInt()).isEqualTo(2);
    }
}
