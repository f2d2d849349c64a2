package sentinel.producers.rss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.producers.gate.GateSettings;
import sentinel.web.AllowedHosts;

/** Each variable of the RSS producer by its name, and each default. Those of the gate have a test of their own. */
class RssConfigTest {

    private static RssConfig read(Map<String, String> variables) {
        return Env.read(variables, RssConfig::from);
    }

    @Test
    void given_nothing_when_read_then_each_setting_has_its_default() {
        assertThat(read(Map.of()))
                .isEqualTo(new RssConfig(
                        Env.read(Map.of(), GateSettings::from),
                        Optional.empty(),
                        new PollTimes(Duration.ofMinutes(10), Duration.ofHours(24), Duration.ofHours(6)),
                        Duration.ofHours(24),
                        8,
                        Duration.ofSeconds(30),
                        AllowedHosts.NONE,
                        Duration.ofSeconds(2),
                        "SentinelBot/0.1 (self-hosted news monitor)"));
    }

    @Test
    void given_each_variable_when_read_then_it_sets_its_own_setting(@TempDir Path directory) throws Exception {
        var feeds = Files.writeString(
                directory.resolve("feeds.yaml"), "feeds:\n  - name: One\n    url: https://one.example/rss\n");
        var variables = new HashMap<>(Map.of(
                "SENTINEL_L1_TTL", "1h",
                "SENTINEL_FEEDS", feeds.toString(),
                "SENTINEL_RSS_MIN_INTERVAL", "1m",
                "SENTINEL_RSS_MAX_INTERVAL", "2m",
                "SENTINEL_RSS_IDLE_INTERVAL", "3m",
                "SENTINEL_RSS_FULL_FETCH", "4m",
                "SENTINEL_RSS_CONCURRENCY", "5",
                "SENTINEL_RSS_TIMEOUT", "6s",
                "SENTINEL_ALLOW_PRIVATE_HOSTS", "10.0.0.0/8",
                "SENTINEL_RSS_RELOAD", "7s"));
        variables.put("SENTINEL_USER_AGENT", "Mine/1");

        assertThat(read(variables))
                .isEqualTo(new RssConfig(
                        Env.read(Map.of("SENTINEL_L1_TTL", "1h"), GateSettings::from),
                        Optional.of(feeds),
                        new PollTimes(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(3)),
                        Duration.ofMinutes(4),
                        5,
                        Duration.ofSeconds(6),
                        AllowedHosts.parse("10.0.0.0/8"),
                        Duration.ofSeconds(7),
                        "Mine/1"));
        var names = new TreeSet<>(variables.keySet());
        names.addAll(Env.asked(Map.of(), GateSettings::from));
        names.add("SENTINEL_CONTACT"); // for the user agent, when that is not set
        assertThat(Env.asked(Map.of(), RssConfig::from)).isEqualTo(names);
    }

    @Test
    void given_a_contact_when_read_then_the_user_agent_carries_it() {
        assertThat(read(Map.of("SENTINEL_CONTACT", "https://example.com/bot")).userAgent())
                .isEqualTo("SentinelBot/0.1 (self-hosted news monitor; +https://example.com/bot)");
    }

    @Test
    void given_wrong_settings_when_read_then_all_are_named_at_once() {
        assertThatThrownBy(() -> read(Map.of(
                        "SENTINEL_FEEDS", "/no/such/file",
                        "SENTINEL_RSS_MIN_INTERVAL", "2h",
                        "SENTINEL_RSS_MAX_INTERVAL", "1h",
                        "SENTINEL_RSS_CONCURRENCY", "0",
                        "SENTINEL_RSS_TIMEOUT", "0s")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_FEEDS names /no/such/file")
                .hasMessageContaining("SENTINEL_RSS_MIN_INTERVAL is longer than SENTINEL_RSS_MAX_INTERVAL")
                .hasMessageContaining("SENTINEL_RSS_CONCURRENCY")
                .hasMessageContaining("SENTINEL_RSS_TIMEOUT is PT0S; expected more than 0");
    }
}
