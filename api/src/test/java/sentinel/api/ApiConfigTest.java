package sentinel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.TablePaths;

class ApiConfigTest {

    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("SENTINEL_DATA", "/unused"),
            Map.entry("SENTINEL_BRONZE", "/b"),
            Map.entry("SENTINEL_SIGHTINGS", "/i"),
            Map.entry("SENTINEL_LLM_CALLS", "/l"),
            Map.entry("SENTINEL_SILVER", "/s"),
            Map.entry("SENTINEL_INDEX", "/x"),
            Map.entry("SENTINEL_BIND", "0.0.0.0"),
            Map.entry("SENTINEL_PORT", "8085"),
            Map.entry("SENTINEL_API_REFRESH", "400ms"),
            Map.entry("SENTINEL_SILVER_PATIENCE", "5m"),
            Map.entry("SENTINEL_CORS_ORIGIN", "http://a.example, http://b.example"));

    @Test
    void given_nothing_when_read_then_every_setting_has_its_default() {
        assertThat(Env.read(Map.of(), ApiConfig::from))
                .isEqualTo(new ApiConfig(
                        new TablePaths(
                                "data/bronze/articles",
                                "data/bronze/sightings",
                                "data/bronze/llm_calls",
                                "data/silver/articles"),
                        Path.of("data/index"),
                        "127.0.0.1",
                        8080,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(45),
                        List.of()));
    }

    @Test
    void given_every_variable_when_read_then_each_sets_its_part() {
        assertThat(Env.read(ALL, ApiConfig::from))
                .isEqualTo(new ApiConfig(
                        new TablePaths("/b", "/i", "/l", "/s"),
                        Path.of("/x"),
                        "0.0.0.0",
                        8085,
                        Duration.ofMillis(400),
                        Duration.ofMinutes(5),
                        List.of("http://a.example", "http://b.example")));
        assertThat(Env.asked(Map.of(), ApiConfig::from)).containsExactlyInAnyOrderElementsOf(ALL.keySet());
    }

    @Test
    void given_a_data_directory_when_read_then_the_tables_and_the_index_are_in_it() {
        var config = Env.read(Map.of("SENTINEL_DATA", "/d"), ApiConfig::from);
        assertThat(config.tables())
                .isEqualTo(new TablePaths(
                        "/d/bronze/articles", "/d/bronze/sightings", "/d/bronze/llm_calls", "/d/silver/articles"));
        assertThat(config.index()).isEqualTo(Path.of("/d/index"));
    }

    @Test
    void given_values_that_are_out_of_bounds_when_read_then_each_is_told() {
        var wrong = Map.of("SENTINEL_PORT", "65536", "SENTINEL_API_REFRESH", "0s");
        assertThatThrownBy(() -> Env.read(wrong, ApiConfig::from))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_PORT is '65536'; expected from 0 to 65535")
                .hasMessageContaining("SENTINEL_API_REFRESH is 'PT0S'; expected more than 0");
    }
}
