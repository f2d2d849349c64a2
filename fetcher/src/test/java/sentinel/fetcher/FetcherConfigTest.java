package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.config.ConfigException;
import sentinel.config.Env;

class FetcherConfigTest {

    private static FetcherConfig config(String... settings) {
        var env = new HashMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) {
            env.put(settings[i], settings[i + 1]);
        }
        return Env.read(env, FetcherConfig::from);
    }

    @Test
    void given_nothing_when_read_then_theBotNamesItselfAndHonoursAllWishes() {
        assertThat(config().userAgent()).isEqualTo("SentinelBot/0.1 (self-hosted news monitor)");
        assertThat(config().honour()).containsExactlyInAnyOrder(Honour.values());
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
