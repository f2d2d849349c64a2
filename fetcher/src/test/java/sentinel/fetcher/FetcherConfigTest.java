package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import org.junit.jupiter.api.Test;
import sentinel.common.config.ConfigException;
import sentinel.common.config.Env;

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
}
