package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.archive.ArchiveConfig;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.config.Secret;
import sentinel.contract.topic.Topics;
import sentinel.extractor.SiteRules;
import sentinel.service.redis.RedisSettings;
import sentinel.web.AllowedHosts;

class FetcherConfigTest {

    private static FetcherConfig config(String... settings) {
        var env = new HashMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) {
            env.put(settings[i], settings[i + 1]);
        }
        return Env.read(env, FetcherConfig::from);
    }

    @Test
    void given_nothing_when_read_then_eachSettingHasItsDefault() {
        assertThat(config())
                .isEqualTo(new FetcherConfig(
                        new KafkaSettings("127.0.0.1:9092", new Topics("sentinel"), "0"),
                        Optional.empty(),
                        128,
                        8192,
                        Duration.ofSeconds(1),
                        true,
                        "SentinelBot/0.1 (self-hosted news monitor)",
                        Set.of(Honour.NOINDEX, Honour.NOARCHIVE, Honour.TDM),
                        AllowedHosts.NONE,
                        Set.of(80, 443, 8000, 8080, 8443, 8888),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(45),
                        10_485_760,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        100,
                        Duration.ofDays(30),
                        Duration.ofHours(24),
                        new ArchiveConfig(
                                Optional.of(
                                        Path.of("data/archive").toAbsolutePath().toUri()),
                                Optional.of(Duration.ofDays(30))),
                        SiteRules.NONE));
        assertThat(config().honour()).containsExactlyInAnyOrder(Honour.values());
    }

    @Test
    void given_eachVariable_when_read_then_itSetsItsOwnSetting() {
        var variables = new HashMap<String, String>();
        variables.put("KAFKA_BOOTSTRAP_SERVERS", "kafka:1");
        variables.put("SENTINEL_TOPIC_PREFIX", "test");
        variables.put("SENTINEL_INSTANCE", "7");
        variables.put("REDIS_URL", "redis://redis:2");
        variables.put("SENTINEL_FETCH_CONCURRENCY", "3");
        variables.put("SENTINEL_FETCH_WINDOW", "4");
        variables.put("SENTINEL_HOST_GAP", "5s");
        variables.put("SENTINEL_ROBOTS", "false");
        variables.put("SENTINEL_USER_AGENT", "Mine/1");
        variables.put("SENTINEL_HONOUR", "tdm");
        variables.put("SENTINEL_ALLOW_PRIVATE_HOSTS", "10.0.0.0/8");
        variables.put("SENTINEL_FETCH_PORTS", "80,81");
        variables.put("SENTINEL_FETCH_CONNECT_TIMEOUT", "6s");
        variables.put("SENTINEL_FETCH_READ_TIMEOUT", "7s");
        variables.put("SENTINEL_FETCH_CALL_TIMEOUT", "8s");
        variables.put("SENTINEL_FETCH_DEADLINE", "9s");
        variables.put("SENTINEL_FETCH_MAX_BYTES", "10000");
        variables.put("SENTINEL_FETCH_MAX_TURN_WAIT", "11s");
        variables.put("SENTINEL_FETCH_REQUEUE_AFTER", "12s");
        variables.put("SENTINEL_FETCH_REQUEUES_PER_SECOND", "13");
        variables.put("SENTINEL_FETCH_VALIDATORS_TTL", "14h");
        variables.put("SENTINEL_FETCH_FULL_AFTER", "15h");
        variables.put("SENTINEL_ARCHIVE", "s3a://bucket/news");
        variables.put("SENTINEL_ARCHIVE_RETENTION", "16d");

        assertThat(Env.read(variables, FetcherConfig::from))
                .isEqualTo(new FetcherConfig(
                        new KafkaSettings("kafka:1", new Topics("test"), "7"),
                        Optional.of(new RedisSettings(new Secret("redis://redis:2"))),
                        3,
                        4,
                        Duration.ofSeconds(5),
                        false,
                        "Mine/1",
                        Set.of(Honour.TDM),
                        AllowedHosts.parse("10.0.0.0/8"),
                        Set.of(80, 81),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(9),
                        10_000,
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(12),
                        13,
                        Duration.ofHours(14),
                        Duration.ofHours(15),
                        new ArchiveConfig(
                                Optional.of(URI.create("s3a://bucket/news")), Optional.of(Duration.ofDays(16))),
                        SiteRules.NONE));
        var names = new TreeSet<>(variables.keySet());
        names.add("SENTINEL_DATA"); // for the archive, when that is not set
        names.add("SENTINEL_CONTACT"); // for the user agent, when that is not set
        names.add("SENTINEL_SITE_RULES");
        assertThat(Env.asked(Map.of(), FetcherConfig::from)).isEqualTo(names);
    }

    @Test
    void given_siteRules_when_read_then_theyAreThoseOfTheFile(@TempDir Path directory) throws Exception {
        var rules = Files.writeString(directory.resolve("rules.yaml"), "sites: {example.com: {title: .kicker}}");

        assertThat(config("SENTINEL_SITE_RULES", rules.toString()).siteRules()).isNotSameAs(SiteRules.NONE);
        assertThatThrownBy(() -> config("SENTINEL_SITE_RULES", "/no/such/file"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_SITE_RULES names /no/such/file");
    }

    @Test
    void given_aContact_when_read_then_theUserAgentCarriesIt() {
        assertThat(config("SENTINEL_CONTACT", "https://example.com/bot").userAgent())
                .isEqualTo("SentinelBot/0.1 (self-hosted news monitor; +https://example.com/bot)");
        assertThat(config("SENTINEL_CONTACT", "https://example.com/bot", "SENTINEL_USER_AGENT", "Mine/1")
                        .userAgent())
                .isEqualTo("Mine/1");
    }

    @Test
    void given_wishes_when_read_then_onlyTheseAreHonoured() {
        assertThat(config("SENTINEL_HONOUR", "NoArchive, tdm").honour())
                .containsExactlyInAnyOrder(Honour.NOARCHIVE, Honour.TDM);
        assertThat(config("SENTINEL_HONOUR", "none").honour()).isEmpty();
    }

    @Test
    void given_nonsense_when_read_then_allOfItIsNamedAtOnce() {
        assertThatThrownBy(() -> config(
                        "SENTINEL_HONOUR", "noindex,everything",
                        "SENTINEL_CONTACT", "b\u00fcro@example.com",
                        "SENTINEL_FETCH_PORTS", "80,http"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_HONOUR names 'everything'")
                .hasMessageContaining("SENTINEL_CONTACT has a character")
                .hasMessageContaining("SENTINEL_FETCH_PORTS");
        assertThatThrownBy(() -> config("SENTINEL_USER_AGENT", "Bot/1 \u2603"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_USER_AGENT");
    }

    @Test
    void given_noSettings_when_read_then_itGoesByItselfAndKnowsPagesForADay() {
        var config = config();

        assertThat(config.redis()).isEmpty();
        assertThat(config.validatorsTtl()).isEqualTo(Duration.ofDays(30));
        assertThat(config.knownFor()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void given_aShorterTime_when_read_then_pagesAreKnownForThat() {
        assertThat(config("SENTINEL_FETCH_VALIDATORS_TTL", "1h").knownFor()).isEqualTo(Duration.ofHours(1));
        assertThat(config("SENTINEL_FETCH_FULL_AFTER", "7d").knownFor()).isEqualTo(Duration.ofDays(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "off", "0s"})
    void given_aTimeOfNothing_when_read_then_noPageIsKnown(String ttl) {
        assertThat(config("SENTINEL_FETCH_VALIDATORS_TTL", ttl).knownFor()).isZero();
    }

    @Test
    void given_wrongSettings_when_read_then_allAreToldAndNoPasswordIsShown() {
        assertThatThrownBy(() -> config(
                        "SENTINEL_FETCH_VALIDATORS_TTL", "long",
                        "SENTINEL_FETCH_FULL_AFTER", "later",
                        "REDIS_URL", "http://:hunter2@host:1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_FETCH_VALIDATORS_TTL")
                .hasMessageContaining("SENTINEL_FETCH_FULL_AFTER")
                .hasMessageContaining("REDIS_URL")
                .hasMessageNotContaining("hunter2");
    }
}
