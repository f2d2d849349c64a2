package sentinel.producers.rss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.config.ConfigException;
import sentinel.config.Env;

class FeedListTest {

    @TempDir
    Path directory;

    @Test
    void given_no_list_when_asked_then_the_built_in_one_has_eighteen_feeds() {
        assertThat(FeedList.builtIn())
                .hasSize(18)
                .allSatisfy(feed -> assertThat(feed.url().getScheme()).isEqualTo("https"));
    }

    @Test
    void given_a_list_when_read_then_enabled_feeds_come_out_in_order() throws Exception {
        var feeds = FeedList.parse(
                """
                # ours
                feeds:
                  - name: One
                    url: https://one.example/rss
                    category: world
                  - {name: Two, url: 'http://127.0.0.1:8080/two', enabled: false}
                  - {name: Three, url: 'http://127.0.0.1:8080/three', enabled: true}
                """);

        assertThat(feeds).extracting(Feed::name).containsExactly("One", "Three");
        assertThat(feeds.get(0).category()).isEqualTo("world");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                     | line 1: is empty",
                "feeds                                                  | line 1: expected 'feeds:'",
                "feed: []                                               | line 1: unknown key 'feed'",
                "feeds: https://a.example                               | line 1: feeds is not a list",
                "feeds:@- name: A                                       | line 2: a feed without url",
                "feeds:@- url: https://a.example                        | line 2: a feed without name",
                "feeds:@- https://a.example                             | line 2: expected a feed with name and url",
                "feeds:@- name: A@  ulr: https://a.example              | line 3: unknown key 'ulr'",
                "feeds:@- name: A@  url: a.example/rss                  | line 3: url is 'a.example/rss'",
                "feeds:@- name: A@  url: ftp://a.example                | line 3: url is 'ftp://a.example'",
                "feeds:@- name: A@  url: https://a.example@  enabled: x | line 4: enabled is 'x'",
                "feeds:@- name: A@  url: https://a.example@  name: B    | line 4: 'name' is given twice",
                "feeds:@- {name: A, url: 'http://a'}@- {name: A, url: 'http://b'} | line 3: name 'A' is already used in line 2",
                "feeds:@- {name: A, url: 'http://a'}@- {name: B, url: 'http://a'} | line 3: url 'http://a' is already used",
                "feeds:@- name: A@   url: https://a.example             | line 3: ",
                "feeds:@- name: 'A                                      | line ",
            })
    void given_a_mistake_when_read_then_its_line_is_named(String yaml, String expected) {
        assertThatThrownBy(() -> FeedList.parse(yaml.replace('@', '\n')))
                .isInstanceOf(BrokenFeedListException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void given_several_mistakes_when_read_then_all_are_told() {
        assertThatThrownBy(() -> FeedList.parse("feeds:\n- name: A\n- url: nothing\n"))
                .hasMessageContaining("line 2: a feed without url")
                .hasMessageContaining("line 3: url is 'nothing'")
                .hasMessageContaining("line 3: a feed without name");
    }

    @Test
    void given_a_wrong_or_missing_file_when_configured_then_it_is_a_configuration_error() throws Exception {
        var file = Files.writeString(directory.resolve("feeds.yaml"), "feeds:\n- name: A\n");

        assertThatThrownBy(() -> Env.read(Map.of("SENTINEL_FEEDS", file.toString()), RssConfig::from))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_FEEDS names " + file + ": line 2: a feed without url");
        assertThatThrownBy(() -> Env.read(
                        Map.of("SENTINEL_FEEDS", directory.resolve("none.yaml").toString()), RssConfig::from))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("none.yaml: the file does not exist; expected a YAML file");
    }

    @Test
    void given_wrong_settings_when_configured_then_all_are_told_and_no_password_is_shown() {
        assertThatThrownBy(() -> Env.read(
                        Map.of(
                                "REDIS_URL", "http://:hunter2@host:1",
                                "SENTINEL_L1_TTL", "0s",
                                "SENTINEL_RSS_MIN_INTERVAL", "2h",
                                "SENTINEL_RSS_MAX_INTERVAL", "1h"),
                        RssConfig::from))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("REDIS_URL")
                .hasMessageContaining("SENTINEL_L1_TTL")
                .hasMessageContaining("SENTINEL_RSS_MIN_INTERVAL")
                .hasMessageNotContaining("hunter2");
    }
}
