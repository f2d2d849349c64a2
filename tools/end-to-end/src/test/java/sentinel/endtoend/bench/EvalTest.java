package sentinel.endtoend.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sentinel.service.json.Json;
import sentinel.simulator.http.Answer;
import sentinel.simulator.http.Handler;
import sentinel.simulator.http.HttpServer;
import sentinel.simulator.http.Request;
import sentinel.simulator.llm.LlmBehaviour;
import sentinel.simulator.llm.LlmDesk;

class EvalTest {

    private static final String PAGE =
            """
            <html lang="en"><head><title>Acme to buy Gearbox</title></head><body><article><h1>Acme to buy Gearbox</h1>
            <p>Acme Corp said on Monday that it will buy the robotics start-up Gearbox Ltd for 2.1 billion dollars, the
            largest acquisition in its history. "This is a great day for our customers," said Ann Lee, the chief executive.</p>
            <p>The deal, which won the support of both boards, is expected to close in June. Shares of Acme rose 4 percent in
            early trading. Analysts praised the purchase as a strong move into factory automation and growth.</p>
            </article></body></html>
            """;

    private static final String LABELS =
            """
            {"page": "a", "language": "en", "companies": ["Acme Corp", "Gearbox Ltd"], "people": ["Ann Lee"], \
            "sentiment": "positive", "topics": ["business"], "unsure": ["Acme", "Gearbox"]}
            """;

    @TempDir
    Path dir;

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws Exception {
        Files.writeString(dir.resolve("labels.jsonl"), LABELS);
        var pages = Files.createDirectory(dir.resolve("pages"));
        try (var out = new GZIPOutputStream(Files.newOutputStream(pages.resolve("a.html.gz")))) {
            out.write(PAGE.getBytes(StandardCharsets.UTF_8));
        }
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(console);
    }

    private int eval(Map<String, String> environment, String... options) {
        var arguments = Stream.concat(
                Stream.of(
                        dir.resolve("pages").toString(),
                        "--labels",
                        dir.resolve("labels.jsonl").toString()),
                Stream.of(options));
        return new CommandLine(new Eval(environment)).execute(arguments.toArray(String[]::new));
    }

    @Test
    void given_labels_when_local_reads_the_pages_then_the_result_is_printed_and_saved() throws Exception {
        var saved = dir.resolve("result.json");

        assertThat(eval(Map.of(), "--provider", "local", "--save", saved.toString()))
                .isZero();

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("1 of 1 labelled pages", "people recall");
        var result = Json.mapper().readValue(Files.readAllBytes(saved), Eval.Result.class);
        assertThat(result.provider()).startsWith("local/");
        assertThat(result.fields()).containsEntry("people recall", 1.0).containsEntry("companies precision", 1.0);
    }

    @Test
    void given_a_better_baseline_when_compared_then_the_fields_that_lost_are_named_and_the_code_is_1()
            throws Exception {
        var saved = dir.resolve("result.json");
        eval(Map.of(), "--provider", "local", "--save", saved.toString());
        var result = Json.mapper().readValue(Files.readAllBytes(saved), Eval.Result.class);
        assertThat(eval(Map.of(), "--provider", "local", "--baseline", saved.toString()))
                .isZero();

        var better = new HashMap<>(result.fields());
        better.put("people recall", 1.02);
        Files.write(saved, Json.encode(new Eval.Result("other", better)));

        assertThat(eval(Map.of(), "--provider", "local", "--baseline", saved.toString()))
                .isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("worse than 1.020", "Compared with other: 1 of the fields lost more than");
    }

    @Test
    void given_a_model_when_it_reads_the_pages_then_it_stands_beside_the_prompt_before_and_local() throws Exception {
        var desk = new LlmDesk(1, LlmBehaviour.GOOD);
        try (var server = served(desk, LlmBehaviour.GOOD)) {
            assertThat(eval(openai(server), "--provider", "openai", "--model", "gpt-4.1-mini"))
                    .isZero();
        }

        assertThat(desk.calls()).as("one for each version of the prompt").isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("openai/gpt-4.1-mini/article-2", "openai/gpt-4.1-mini/article-1", "local/rules-2")
                .contains("Compared with openai/gpt-4.1-mini/article-1: 0 of the fields");
    }

    @Test
    void given_a_prompt_that_is_worse_than_the_one_before_when_measured_then_the_code_is_1() throws Exception {
        try (var server = served(new LlmDesk(1, LlmBehaviour.GOOD), LlmBehaviour.GOOD.withMalformed(1))) {
            assertThat(eval(openai(server), "--provider", "openai")).isEqualTo(1);
            assertThat(eval(openai(server), "--provider", "openai", "--no-previous"))
                    .isZero();
            assertThat(eval(openai(server), "--provider", "openai", "--prompt", "article-1"))
                    .isZero();
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("worse than");
    }

    /** @param newest how the newest version of the question is answered; the one before is answered well */
    private static HttpServer served(LlmDesk desk, LlmBehaviour newest) {
        desk.setBehaviour(newest);
        return HttpServer.bind(List.of("127.0.0.1"), 0).serve(new Handler() {
            @Override
            public Answer answer(Request request) {
                var answer = desk.answer(request);
                boolean first = !request.body().contains("- quotes: ");
                return first && newest.malformed() > 0 ? Answer.json(200, good()) : answer;
            }

            @Override
            public boolean isHeavy(Request request) {
                return false;
            }
        });
    }

    private static byte[] good() {
        var facts = Map.of(
                "summary", "Acme Corp will buy Gearbox Ltd.",
                "sentiment", "positive",
                "companies", List.of("Acme Corp", "Gearbox Ltd"),
                "people", List.of("Ann Lee"),
                "topics", List.of("business"));
        var message = Map.of("role", "assistant", "content", new String(Json.encode(facts), StandardCharsets.UTF_8));
        return Json.encode(Map.of(
                "id", "1",
                "choices", List.of(Map.of("index", 0, "message", message, "finish_reason", "stop")),
                "usage", Map.of("prompt_tokens", 10, "completion_tokens", 10, "total_tokens", 20)));
    }

    private static Map<String, String> openai(HttpServer server) {
        return Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "http://127.0.0.1:" + server.port() + "/llm/openai/v1");
    }

    @Test
    void given_wrong_input_when_asked_then_the_code_is_2() {
        assertThat(eval(Map.of(), "--provider", "openai")).isEqualTo(2);
        assertThat(eval(Map.of(), "--provider", "gemini")).isEqualTo(2);
        assertThat(eval(Map.of("OPENAI_API_KEY", "k"), "--provider", "openai", "--prompt", "article-0"))
                .isEqualTo(2);
        assertThat(eval(Map.of())).isEqualTo(2);
        assertThat(new CommandLine(new Eval(Map.of())).execute("/no/such", "--provider", "local"))
                .isEqualTo(2);
    }
}
