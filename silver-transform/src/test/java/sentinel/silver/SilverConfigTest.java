package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.TablePaths;

class SilverConfigTest {

    private static final Map<String, String> ALL = Map.of(
            "SENTINEL_DATA", "/unused",
            "SENTINEL_BRONZE", "/b",
            "SENTINEL_SIGHTINGS", "/i",
            "SENTINEL_LLM_CALLS", "/l",
            "SENTINEL_SILVER", "/s",
            "SENTINEL_SILVER_INTERVAL", "7s",
            "SENTINEL_SILVER_BATCH_ROWS", "11",
            "SENTINEL_SILVER_RETENTION", "5h",
            "SENTINEL_EXIT_WITH_PARENT", "true",
            "SENTINEL_READY_FILE", "/r");

    @Test
    void given_nothing_but_a_mode_when_parsed_then_every_setting_has_its_default() {
        assertThat(SilverConfig.parse(List.of("--once"), Map.of()))
                .isEqualTo(new SilverConfig(
                        Mode.ONCE,
                        new TablePaths(
                                "data/bronze/articles",
                                "data/bronze/sightings",
                                "data/bronze/llm_calls",
                                "data/silver/articles"),
                        Duration.ofSeconds(1),
                        10_000,
                        Duration.ofDays(1),
                        false,
                        Optional.empty(),
                        false));
    }

    @Test
    void given_every_variable_when_parsed_then_each_sets_its_part() {
        assertThat(SilverConfig.parse(List.of("--full"), ALL))
                .isEqualTo(new SilverConfig(
                        Mode.FULL,
                        new TablePaths("/b", "/i", "/l", "/s"),
                        Duration.ofSeconds(7),
                        11,
                        Duration.ofHours(5),
                        true,
                        Optional.of(Path.of("/r")),
                        false));
        assertThat(Env.asked(Map.of(), env -> SilverConfig.from(env, Mode.FULL, Map.of())))
                .containsExactlyInAnyOrderElementsOf(ALL.keySet());
    }

    @Test
    void given_nothing_but_a_mode_when_parsed_then_paths_come_from_the_environment() {
        var config = SilverConfig.parse(List.of("--stream"), Map.of("SENTINEL_DATA", "/d", "SENTINEL_SILVER", "/s"));

        assertThat(config.mode()).isEqualTo(Mode.STREAM);
        assertThat(config.tables().bronze()).isEqualTo("/d/bronze/articles");
        assertThat(config.tables().sightings()).isEqualTo("/d/bronze/sightings");
        assertThat(config.tables().silver()).isEqualTo("/s");
        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.exitWithParent()).isFalse();
    }

    @Test
    void given_paths_when_parsed_then_they_win() {
        var config = SilverConfig.parse(
                List.of("--once", "--bronze", "/b", "--sightings", "/i", "--silver", "/s"),
                Map.of("SENTINEL_DATA", "/d"));

        assertThat(config.tables().bronze()).isEqualTo("/b");
        assertThat(config.tables().sightings()).isEqualTo("/i");
        assertThat(config.tables().silver()).isEqualTo("/s");
    }

    @Test
    void given_several_mistakes_when_parsed_then_one_message_names_them_all() {
        assertThatThrownBy(() -> SilverConfig.parse(List.of("--once", "--full", "--fast", "--bronze"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--full")
                .hasMessageContaining("--fast")
                .hasMessageContaining("--bronze needs a path");
        assertThatThrownBy(() -> SilverConfig.parse(List.of(), Map.of())).hasMessageContaining("--once");
        assertThatThrownBy(() -> SilverConfig.parse(List.of("--once"), Map.of("SENTINEL_SILVER_INTERVAL", "soon")))
                .hasMessageContaining("SENTINEL_SILVER_INTERVAL is 'soon'");
    }
}
