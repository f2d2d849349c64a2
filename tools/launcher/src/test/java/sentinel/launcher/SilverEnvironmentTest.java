package sentinel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SilverEnvironmentTest {

    @Test
    void given_an_environment_with_secrets_when_the_job_gets_its_part_then_none_is_in_it() {
        var whole = Map.ofEntries(
                Map.entry("OPENAI_API_KEY", "k"),
                Map.entry("OPENAI_API_KEY_FILE", "/run/secrets/openai"),
                Map.entry("ANTHROPIC_API_KEY", "k"),
                Map.entry("DEEPSEEK_API_KEY", "k"),
                Map.entry("AZURE_OPENAI_API_KEY", "k"),
                Map.entry("AWS_BEARER_TOKEN_BEDROCK", "k"),
                Map.entry("SOME_MODEL_TOKEN", "k"),
                Map.entry("REDIS_URL", "redis://:secret@host"),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "host:9092"),
                Map.entry("PATH", "/bin"),
                Map.entry("JAVA_HOME", "/java"),
                Map.entry("LC_ALL", "C.UTF-8"),
                Map.entry("SENTINEL_DATA", "/data"),
                Map.entry("SENTINEL_SILVER", "s3a://tables/silver"),
                Map.entry("SENTINEL_SILVER_INTERVAL", "2s"),
                Map.entry("SPARK_MASTER", "local[4]"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "of the tables"));

        assertThat(SilverEnvironment.of(whole).keySet())
                .containsExactlyInAnyOrder(
                        "PATH",
                        "JAVA_HOME",
                        "LC_ALL",
                        "SENTINEL_DATA",
                        "SENTINEL_SILVER",
                        "SENTINEL_SILVER_INTERVAL",
                        "SPARK_MASTER",
                        "AWS_SECRET_ACCESS_KEY");
    }
}
