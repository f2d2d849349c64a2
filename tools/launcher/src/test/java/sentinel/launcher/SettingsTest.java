package sentinel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import sentinel.config.Env;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "--feeds, SENTINEL_FEEDS, f.yaml",
        "--gdelt, SENTINEL_GDELT, off",
        "--provider, SENTINEL_PROVIDER, ollama",
        "--data, SENTINEL_DATA, d",
        "--port, SENTINEL_PORT, 8085",
        "--allow-private-hosts, SENTINEL_ALLOW_PRIVATE_HOSTS, 10.0.0.0/8"
    })
    void given_a_flag_when_its_variable_is_set_too_then_the_flag_wins_and_is_what_messages_name(
            String flag, String variable, String value) {
        var environment = Map.of(variable, "other");
        assertThat(settings(flag, value).over(environment)).containsEntry(variable, value);
        assertThat(settings(flag, value).flags(environment)).containsEntry(variable, flag);
        assertThat(settings().over(environment)).containsEntry(variable, "other");
        assertThat(settings().flags(environment)).doesNotContainKey(variable);
        assertThat(settings().flags(Map.of(variable, " "))).containsEntry(variable, flag);
    }

    @Test
    void given_a_flag_without_a_value_when_read_then_all_private_hosts() {
        assertThat(settings("--allow-private-hosts").over(Map.of()))
                .isEqualTo(Map.of("SENTINEL_ALLOW_PRIVATE_HOSTS", "true"));
    }

    @Test
    void given_blank_variables_and_flags_when_laid_over_each_other_then_they_are_unset() {
        var environment = Map.of("KAFKA_BOOTSTRAP_SERVERS", " ", "REDIS_URL", "", "SENTINEL_DATA", "d", "HOME", "/h");
        assertThat(settings("--data", "", "--port", " ").over(environment))
                .isEqualTo(Map.of("SENTINEL_DATA", "d", "HOME", "/h"));
    }

    @Test
    void given_wrong_values_when_read_then_each_is_told_once_by_the_name_that_the_user_wrote() {
        var environment = new HashMap<String, String>();
        environment.put("REDIS_URL", "localhost");
        environment.put("SENTINEL_GDELT", "nowhere");
        environment.put("SENTINEL_LOG_LEVEL", "LOUD");
        var settings = settings("--port", "99999", "--feeds", "/none/feeds.yaml");
        assertThatThrownBy(() -> Env.read(settings.over(environment), settings.flags(environment), Services::from))
                .hasMessage(
                        """
                        invalid configuration:
                          SENTINEL_LOG_LEVEL is 'LOUD'; expected one of TRACE, DEBUG, INFO, WARN, ERROR
                          REDIS_URL is not a redis://host:port or rediss://host:port URL
                          --feeds names /none/feeds.yaml: the file does not exist; expected a YAML file
                          SENTINEL_GDELT is 'nowhere'; expected an http:// or https:// URL
                          --port is '99999'; expected from 0 to 65535"""
                                .stripIndent());
    }

    private static Settings settings(String... arguments) {
        var settings = new Settings();
        new CommandLine(new Carrier(settings)).parseArgs(arguments);
        return settings;
    }

    @CommandLine.Command
    private static final class Carrier {
        @CommandLine.Mixin
        private final Settings settings;

        Carrier(Settings settings) {
            this.settings = settings;
        }
    }
}
