package sentinel.producers.gdelt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.producers.gate.GateSettings;
import sentinel.web.AllowedHosts;

/** Each variable of the GDELT producer by its name, and each default. Those of the gate have a test of their own. */
class GdeltConfigTest {

    private static GdeltConfig read(Map<String, String> variables) {
        return Env.read(variables, GdeltConfig::from);
    }

    @Test
    void given_nothing_when_read_then_each_setting_has_its_default() {
        assertThat(read(Map.of()))
                .isEqualTo(new GdeltConfig(
                        Env.read(Map.of(), GateSettings::from),
                        Optional.of(URI.create("http://data.gdeltproject.org/gdeltv2")),
                        Duration.ofMinutes(1),
                        Duration.ofHours(24),
                        2000,
                        new GkgFilter(List.of(), Set.of(), Set.of(), Set.of()),
                        5,
                        Duration.ofMinutes(2),
                        AllowedHosts.NONE,
                        "SentinelBot/0.1 (self-hosted news monitor)"));
    }

    @Test
    void given_each_variable_when_read_then_it_sets_its_own_setting() {
        var variables = new HashMap<>(Map.of(
                "SENTINEL_GDELT", "http://mirror.example/v2",
                "SENTINEL_GDELT_INTERVAL", "1s",
                "SENTINEL_GDELT_CATCH_UP", "2h",
                "SENTINEL_GDELT_CAP", "3",
                "SENTINEL_GDELT_THEMES", "econ_*,ENV_OIL",
                "SENTINEL_GDELT_DOMAINS", "a.example",
                "SENTINEL_GDELT_EXCLUDED_DOMAINS", "b.example",
                "SENTINEL_GDELT_LANGUAGES", "en,fr",
                "SENTINEL_GDELT_FILE_ATTEMPTS", "4",
                "SENTINEL_GDELT_TIMEOUT", "5s"));
        variables.put("SENTINEL_ALLOW_PRIVATE_HOSTS", "10.0.0.0/8");
        variables.put("SENTINEL_USER_AGENT", "Mine/1");
        variables.put("SENTINEL_L2_TTL", "1h");

        assertThat(read(variables))
                .isEqualTo(new GdeltConfig(
                        Env.read(Map.of("SENTINEL_L2_TTL", "1h"), GateSettings::from),
                        Optional.of(URI.create("http://mirror.example/v2")),
                        Duration.ofSeconds(1),
                        Duration.ofHours(2),
                        3,
                        new GkgFilter(
                                List.of("ECON_*", "ENV_OIL"),
                                Set.of("a.example"),
                                Set.of("b.example"),
                                Set.of("en", "fr")),
                        4,
                        Duration.ofSeconds(5),
                        AllowedHosts.parse("10.0.0.0/8"),
                        "Mine/1"));
        var names = new TreeSet<>(variables.keySet());
        names.addAll(Env.asked(Map.of(), GateSettings::from));
        names.add("SENTINEL_CONTACT"); // for the user agent, when that is not set
        assertThat(Env.asked(Map.of(), GdeltConfig::from)).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "OFF"})
    void given_off_when_read_then_gdelt_is_not_read(String off) {
        assertThat(read(Map.of("SENTINEL_GDELT", off)).base()).isEmpty();
    }

    @Test
    void given_wrong_settings_when_read_then_all_are_named_at_once() {
        assertThatThrownBy(() -> read(Map.of(
                        "SENTINEL_GDELT", "ftp://mirror.example",
                        "SENTINEL_GDELT_CAP", "0",
                        "SENTINEL_GDELT_FILE_ATTEMPTS", "0",
                        "SENTINEL_GDELT_LANGUAGES", "english",
                        "SENTINEL_GDELT_INTERVAL", "0s")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_GDELT is 'ftp://mirror.example'")
                .hasMessageContaining("SENTINEL_GDELT_CAP")
                .hasMessageContaining("SENTINEL_GDELT_FILE_ATTEMPTS")
                .hasMessageContaining("SENTINEL_GDELT_LANGUAGES has 'english'")
                .hasMessageContaining("SENTINEL_GDELT_INTERVAL is PT0S; expected more than 0");
    }
}
