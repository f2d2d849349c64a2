package sentinel.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.config.TablePaths;
import sentinel.contract.topic.Topics;

class BronzeWriterConfigTest {

    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9093"),
            Map.entry("SENTINEL_TOPIC_PREFIX", "other"),
            Map.entry("SENTINEL_INSTANCE", "3"),
            Map.entry("SENTINEL_DATA", "/unused"),
            Map.entry("SENTINEL_BRONZE", "/b"),
            Map.entry("SENTINEL_SIGHTINGS", "/i"),
            Map.entry("SENTINEL_LLM_CALLS", "/l"),
            Map.entry("SENTINEL_SILVER", "/s"),
            Map.entry("SENTINEL_BRONZE_BATCH_ROWS", "7"),
            Map.entry("SENTINEL_BRONZE_BATCH_MB", "2"),
            Map.entry("SENTINEL_BRONZE_COMMIT_INTERVAL", "3s"),
            Map.entry("SENTINEL_BRONZE_THREADS", "5"),
            Map.entry("SENTINEL_BRONZE_MAINTENANCE_INTERVAL", "4m"),
            Map.entry("SENTINEL_BRONZE_RETENTION", "6h"));

    @Test
    void given_nothing_when_read_then_every_setting_has_its_default() {
        assertThat(Env.read(Map.of(), BronzeWriterConfig::from))
                .isEqualTo(new BronzeWriterConfig(
                        new KafkaSettings("127.0.0.1:9092", new Topics("sentinel"), "0"),
                        new TablePaths(
                                "data/bronze/articles",
                                "data/bronze/sightings",
                                "data/bronze/llm_calls",
                                "data/silver/articles"),
                        10_000,
                        16 * 1024 * 1024,
                        Duration.ofSeconds(1),
                        2,
                        Duration.ofHours(1),
                        Duration.ofDays(7)));
    }

    @Test
    void given_every_variable_when_read_then_each_sets_its_part() {
        assertThat(Env.read(ALL, BronzeWriterConfig::from))
                .isEqualTo(new BronzeWriterConfig(
                        new KafkaSettings("kafka:9093", new Topics("other"), "3"),
                        new TablePaths("/b", "/i", "/l", "/s"),
                        7,
                        2 * 1024 * 1024,
                        Duration.ofSeconds(3),
                        5,
                        Duration.ofMinutes(4),
                        Duration.ofHours(6)));
        assertThat(Env.asked(Map.of(), BronzeWriterConfig::from)).containsExactlyInAnyOrderElementsOf(ALL.keySet());
    }

    @Test
    void given_a_data_directory_when_read_then_the_tables_are_in_it() {
        assertThat(Env.read(Map.of("SENTINEL_DATA", "/d"), BronzeWriterConfig::from)
                        .tables())
                .isEqualTo(new TablePaths(
                        "/d/bronze/articles", "/d/bronze/sightings", "/d/bronze/llm_calls", "/d/silver/articles"));
    }

    @Test
    void given_values_that_are_out_of_bounds_when_read_then_each_is_told() {
        var wrong = Map.of(
                "SENTINEL_BRONZE_BATCH_ROWS", "0",
                "SENTINEL_BRONZE_BATCH_MB", "513",
                "SENTINEL_BRONZE_THREADS", "17",
                "SENTINEL_BRONZE_RETENTION", "59m");
        assertThatThrownBy(() -> Env.read(wrong, BronzeWriterConfig::from))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_BRONZE_BATCH_ROWS is '0'; expected from 1 to 1000000")
                .hasMessageContaining("SENTINEL_BRONZE_BATCH_MB is '513'; expected from 1 to 512")
                .hasMessageContaining("SENTINEL_BRONZE_THREADS is '17'; expected from 1 to 16")
                .hasMessageContaining("SENTINEL_BRONZE_RETENTION is less than an hour");
    }
}
