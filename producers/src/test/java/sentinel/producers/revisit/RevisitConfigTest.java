package sentinel.producers.revisit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.TablePaths;
import sentinel.producers.gate.GateSettings;

/** Each variable of the revisit producer by its name, and each default. Those of the gate have a test of their own. */
class RevisitConfigTest {

    private static RevisitConfig read(Map<String, String> variables) {
        return Env.read(variables, RevisitConfig::from);
    }

    @Test
    void given_nothing_when_read_then_each_setting_has_its_default() {
        assertThat(read(Map.of()))
                .isEqualTo(new RevisitConfig(
                        Env.read(Map.of(), GateSettings::from),
                        true,
                        "data/silver/articles",
                        Duration.ofHours(2),
                        Duration.ofDays(7),
                        2_000,
                        100_000));
    }

    @Test
    void given_each_variable_when_read_then_it_sets_its_own_setting() {
        var variables = Map.of(
                "SENTINEL_L2_TTL", "1h",
                "SENTINEL_SILVER", "/s",
                "SENTINEL_REVISIT", "off",
                "SENTINEL_REVISIT_FIRST", "1m",
                "SENTINEL_REVISIT_FOR", "2d",
                "SENTINEL_REVISIT_PER_SITE_DAY", "3",
                "SENTINEL_REVISIT_PER_DAY", "4");

        assertThat(read(variables))
                .isEqualTo(new RevisitConfig(
                        Env.read(Map.of("SENTINEL_L2_TTL", "1h"), GateSettings::from),
                        false,
                        "/s",
                        Duration.ofMinutes(1),
                        Duration.ofDays(2),
                        3,
                        4));
        var names = new TreeSet<>(variables.keySet());
        names.addAll(Env.asked(Map.of(), GateSettings::from));
        names.addAll(Env.asked(Map.of(), TablePaths::from));
        assertThat(Env.asked(Map.of(), RevisitConfig::from)).isEqualTo(names);
    }

    @Test
    void given_wrong_settings_when_read_then_all_are_named_at_once() {
        assertThatThrownBy(() -> read(Map.of(
                        "SENTINEL_REVISIT", "perhaps",
                        "SENTINEL_REVISIT_FIRST", "8d",
                        "SENTINEL_REVISIT_PER_DAY", "0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_REVISIT is")
                .hasMessageContaining("SENTINEL_REVISIT_FIRST is longer than SENTINEL_REVISIT_FOR")
                .hasMessageContaining("SENTINEL_REVISIT_PER_DAY");
    }
}
