package sentinel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.config.ConfigException;
import sentinel.config.Env;

/** What the launcher itself reads; the settings of each service are pinned by the tests of that service. */
class UpConfigTest {

    @Test
    void given_nothing_when_read_then_the_disk_must_have_512_megabytes_and_the_port_is_8080() {
        var config = Env.read(Map.of(), UpConfig::from);
        assertThat(config.leastFreeMegabytes()).isEqualTo(512);
        assertThat(config.services().port()).isEqualTo(8080);
    }

    @Test
    void given_its_variables_when_read_then_each_sets_its_part() {
        var config = Env.read(Map.of("SENTINEL_MIN_FREE_DISK_MB", "77", "SENTINEL_PORT", "8085"), UpConfig::from);
        assertThat(config.leastFreeMegabytes()).isEqualTo(77);
        assertThat(config.services().port()).isEqualTo(8085);
    }

    @Test
    void given_what_it_reads_when_compared_with_the_services_then_one_variable_is_its_own() {
        var own = new TreeSet<>(Env.asked(Map.of(), UpConfig::from));
        own.removeAll(Env.asked(Map.of(), Services::from));
        assertThat(own).containsExactly("SENTINEL_MIN_FREE_DISK_MB");
        assertThat(Env.asked(Map.of(), Services::from)).contains("SENTINEL_LOG_LEVEL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "1000001", "much"})
    void given_another_amount_when_read_then_it_is_told(String amount) {
        assertThatThrownBy(() -> Env.read(Map.of("SENTINEL_MIN_FREE_DISK_MB", amount), UpConfig::from))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_MIN_FREE_DISK_MB is '" + amount + "'");
    }

    @Test
    void given_the_intervals_of_a_demo_when_read_by_the_services_then_each_is_a_setting_of_theirs() {
        assertThat(Env.asked(Map.of(), Services::from)).containsAll(DemoCommand.HURRY.keySet());
        assertThat(Env.read(DemoCommand.HURRY, Services::from)).isNotEqualTo(Env.read(Map.of(), Services::from));
    }
}
