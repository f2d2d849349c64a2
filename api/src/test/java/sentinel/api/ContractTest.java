package sentinel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static sentinel.api.SampleArticles.article;
import static sentinel.api.SampleArticles.many;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.api.index.Facet;
import sentinel.api.index.Order;
import sentinel.contract.table.SilverColumn;

/** Every reply is as openapi.json says, and openapi.json says all that there is. */
class ContractTest {

    @TempDir
    static Path dir;

    private static final Contract CONTRACT = new Contract();
    private static RunningApi api;

    @BeforeAll
    static void serve() throws IOException {
        var silver = new SilverWriter(dir.resolve("silver")).create().insert(many(0, 40));
        api = RunningApi.serving(silver, dir.resolve("index"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/articles, /articles, 200",
        "/articles, /articles?limit=3&facets=true&body=true, 200",
        "/articles, /articles?q=river&sort=relevance&facets=topic, 200",
        "/articles, /articles?topic=none, 200",
        "/articles, /articles?story=0123456789abcdef&fields=story, 200",
        "/articles, /articles?copy_group=none, 400",
        "/articles, /articles?topic=&x=y, 400",
        "/articles/{id}, ONE, 200",
        "/articles/{id}, /articles/none, 404",
        "/articles/{id}, /articles/none?x=1, 400",
        "/stats, /stats, 200",
        "/stats, /stats?x=1, 400",
        "/costs, /costs, 200",
        "/costs, '/costs?from=2026-03-01&to=2026-03-02&by=day,rung', 200",
        "/costs, '/costs?from=2026-03-02&to=2026-03-01&by=moon&x=1', 400",
        "/tables, /tables, 200",
        "/tables, /tables?x=1, 400",
        "/health/ready, /health/ready, 200",
        "/openapi.json, /openapi.json, 200"
    })
    void given_a_request_when_answered_then_as_the_contract_says(String operation, String path, int status) {
        var response = api.get(path.equals("ONE") ? "/articles/" + article(3).id() : path);
        assertThat(response.statusCode()).isEqualTo(status);
        String type = response.headers().firstValue("Content-Type").orElseThrow();
        assertThat(CONTRACT.violations(operation, status, type, RunningApi.parse(response)))
                .isEmpty();
    }

    @Test
    void given_the_contract_when_compared_then_names_all_parameters_and_columns() {
        String known = RunningApi.parse(api.get("/articles?nonsense=1"))
                .get("errors")
                .get(0)
                .get("expected")
                .asText();
        assertThat(known)
                .isEqualTo("one of "
                        + String.join(
                                ", ",
                                CONTRACT.parameters("/articles").stream()
                                        .sorted()
                                        .toList()));
        assertThat(names("/components/schemas/Article/properties"))
                .containsExactlyElementsOf(Stream.concat(
                                SilverColumn.SERVED.stream().map(SilverColumn::columnName), GroupNames.ALL.stream())
                        .toList());
        assertThat(names("/components/schemas/Facets/properties"))
                .containsExactlyElementsOf(
                        Stream.of(Facet.values()).map(Facet::parameter).toList());
    }

    @Test
    void given_the_contract_when_compared_then_names_all_orders() {
        var sort = StreamSupport.stream(
                        CONTRACT.document()
                                .at("/paths")
                                .get("/articles")
                                .at("/get/parameters")
                                .spliterator(),
                        false)
                .filter(parameter -> parameter.get("name").asText().equals("sort"))
                .findFirst()
                .orElseThrow();
        assertThat(sort.at("/schema/enum"))
                .extracting(com.fasterxml.jackson.databind.JsonNode::asText)
                .containsExactlyElementsOf(
                        Stream.of(Order.values()).map(Order::parameter).toList());
    }

    private static List<String> names(String pointer) {
        return CONTRACT.document().at(pointer).properties().stream()
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}
