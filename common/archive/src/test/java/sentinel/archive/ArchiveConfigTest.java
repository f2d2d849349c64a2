package sentinel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.service.run.Health;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;

class ArchiveConfigTest {

    private static ArchiveConfig read(Map<String, String> env) {
        return Env.read(env, ArchiveConfig::from);
    }

    @Test
    void given_nothing_when_read_then_it_is_below_the_data_directory_for_thirty_days() {
        var config = read(Map.of("SENTINEL_DATA", "/srv/sentinel"));
        assertThat(config.root()).hasValue(Path.of("/srv/sentinel/archive").toUri());
        assertThat(config.retention()).hasValue(Duration.ofDays(30));
    }

    @Test
    void given_off_when_read_then_nothing_is_kept() {
        assertThat(read(Map.of("SENTINEL_ARCHIVE", "off")).root()).isEmpty();
    }

    @Test
    void given_uris_and_paths_when_read_then_each_is_taken() {
        assertThat(read(Map.of("SENTINEL_ARCHIVE", "s3a://bucket/news")).root())
                .hasValue(URI.create("s3a://bucket/news"));
        assertThat(read(Map.of("SENTINEL_ARCHIVE", "file:/var/archive")).root())
                .hasValue(Path.of("/var/archive").toUri());
        assertThat(read(Map.of("SENTINEL_ARCHIVE", "relative dir")).root())
                .hasValue(Path.of("relative dir").toAbsolutePath().toUri());
    }

    @Test
    void given_retention_off_or_nought_when_read_then_it_is_for_ever() {
        assertThat(read(Map.of("SENTINEL_ARCHIVE_RETENTION", "off")).retention())
                .isEmpty();
        assertThat(read(Map.of("SENTINEL_ARCHIVE_RETENTION", "0")).retention()).isEmpty();
        assertThat(read(Map.of("SENTINEL_ARCHIVE_RETENTION", "7d")).retention()).hasValue(Duration.ofDays(7));
    }

    @Test
    void given_nonsense_when_read_then_every_problem_is_named() {
        assertThatThrownBy(() ->
                        read(Map.of("SENTINEL_ARCHIVE", "s3a://bad bucket/x", "SENTINEL_ARCHIVE_RETENTION", "a month")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_ARCHIVE is 's3a://bad bucket/x'")
                .hasMessageContaining("SENTINEL_ARCHIVE_RETENTION is 'a month'");
    }

    @Test
    void given_places_where_there_can_be_no_archive_when_opened_then_it_is_a_wrong_configuration(
            @TempDir Path directory) throws Exception {
        var file = Files.createFile(directory.resolve("file"));
        for (var root : List.of(file.toUri(), URI.create("nosuch://bucket/archive"))) {
            try (var scope = new Scope()) {
                var context =
                        new ServiceContext(scope, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
                var config = new ArchiveConfig(Optional.of(root), Optional.empty());
                assertThatThrownBy(() -> PageArchive.open(config, "0", context, Clock.systemUTC()))
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContaining("SENTINEL_ARCHIVE is '" + root + "'");
            }
        }
    }
}
