package sentinel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvTest {

    @Test
    void given_several_problems_when_read_then_all_are_told_together() {
        var e = catchThrowableOfType(
                ConfigException.class,
                () -> Env.read(
                        Map.of(
                                "A",
                                "many",
                                "B",
                                "70000",
                                "C",
                                "soon",
                                "D",
                                "maybe",
                                "E",
                                "ftp://x/",
                                "F",
                                "red",
                                "G",
                                "1m,soon",
                                "H",
                                "1.x"),
                        env -> List.of(
                                env.integer("A", 1),
                                env.integer("B", 1, 0, 65535),
                                env.duration("C", Duration.ZERO),
                                env.flag("D", true),
                                env.http("E", URI.create("http://x/")),
                                env.oneOf("F", "blue", List.of("blue", "green")),
                                env.durations("G", List.of()),
                                env.decimal("H", 1),
                                env.required("I", "the address of something"))));
        assertThat(e.getMessage().lines())
                .hasSize(10)
                .contains(
                        "  A is 'many'; expected a whole number",
                        "  B is '70000'; expected from 0 to 65535",
                        "  F is 'red'; expected one of blue, green",
                        "  I is not set; expected the address of something");
    }

    @Test
    void given_a_problem_and_a_record_that_refuses_it_when_read_then_only_the_problem_is_told() {
        var e = catchThrowableOfType(
                ConfigException.class,
                () -> Env.read(Map.of("N", "x"), env -> {
                    int n = env.integer("N", 0);
                    if (n == 0) {
                        throw new IllegalArgumentException("n is 0");
                    }
                    return n;
                }));
        assertThat(e.getMessage()).contains("N is 'x'").doesNotContain("n is 0");
    }

    @Test
    void given_a_record_that_refuses_its_values_when_read_then_that_is_told() {
        assertThatThrownBy(() -> Env.read(Map.of(), env -> {
                    throw new IllegalArgumentException("min is above max");
                }))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("min is above max");
    }

    @Test
    void given_a_secret_when_anything_is_wrong_then_it_is_never_shown() {
        record Config(Optional<Secret> key, int n) {}
        Function<Env, Config> from = env -> new Config(env.secret("KEY"), env.integer("N", 0));
        assertThatThrownBy(() -> Env.read(Map.of("KEY", "hunter2", "N", "x"), from))
                .hasMessageNotContaining("hunter2");
        var config = Env.read(Map.of("KEY", " hunter2 "), from);
        assertThat(config.toString()).doesNotContain("hunter2").contains("****");
        assertThat(config.key()).map(Secret::value).contains("hunter2");
    }

    @Test
    void given_unset_and_blank_variables_when_read_then_the_defaults() {
        var values = Env.read(
                Map.of("BLANK", "  ", "EMPTY", ""),
                env -> List.<Object>of(
                        env.string("BLANK", "s"),
                        env.integer("EMPTY", 3),
                        env.flag("NONE", true),
                        env.list("BLANK", List.of("x")),
                        env.path("NONE", Path.of("p")),
                        env.duration("EMPTY", Duration.ofDays(1)),
                        env.string("BLANK")));
        assertThat(values)
                .containsExactly("s", 3, true, List.of("x"), Path.of("p"), Duration.ofDays(1), Optional.empty());
    }

    @Test
    void given_a_problem_that_several_records_see_when_read_then_it_is_told_once() {
        var e = catchThrowableOfType(
                ConfigException.class,
                () -> Env.read(
                        Map.of("N", "x"),
                        env -> List.of(env.integer("N", 1), env.integer("N", 1), env.integer("N", 1))));
        assertThat(e.getMessage().lines())
                .containsExactly("invalid configuration:", "  N is 'x'; expected a whole number");
    }

    @Test
    void given_a_value_of_a_flag_when_it_is_wrong_then_the_flag_is_named() {
        Function<Env, Object> from = env -> List.of(env.integer("PORT", 1), env.integer("OTHER", 1));
        assertThatThrownBy(() -> Env.read(Map.of("PORT", "x", "OTHER", "y"), Map.of("PORT", "--port"), from))
                .hasMessage("invalid configuration:\n  --port is 'x'; expected a whole number\n"
                        + "  OTHER is 'y'; expected a whole number");
    }

    @Test
    void given_a_record_when_its_names_are_asked_for_then_all_that_it_reads_set_or_not() {
        assertThat(Env.asked(Map.of("B", "2"), env -> {
                    env.integer("B", 1);
                    env.string("A", "");
                    env.key("K");
                }))
                .containsExactly("A", "B", "K", "K_FILE");
    }

    @Test
    void given_a_key_in_a_file_when_read_then_its_line(@TempDir Path dir) throws IOException {
        var file = Files.writeString(dir.resolve("key"), "hunter2\n");
        assertThat(key(Map.of("KEY_FILE", file.toString()))).contains("hunter2");
        assertThat(key(Map.of("KEY", " ", "KEY_FILE", file.toString()))).contains("hunter2");
        assertThat(key(Map.of("KEY", "hunter3", "KEY_FILE", " "))).contains("hunter3");
        assertThat(key(Map.of())).isEmpty();
        Files.writeString(file, " \n");
        assertThat(key(Map.of("KEY_FILE", file.toString()))).isEmpty();
    }

    @Test
    void given_a_key_file_that_cannot_be_used_when_read_then_one_message_says_why(@TempDir Path dir)
            throws IOException {
        var lines = Files.writeString(dir.resolve("lines"), "hunter2\nhunter3\n");
        var large = Files.writeString(dir.resolve("large"), "x".repeat(20_000));
        assertThatThrownBy(() -> key(Map.of("KEY_FILE", dir.resolve("none").toString())))
                .hasMessageEndingWith("KEY_FILE names " + dir.resolve("none")
                        + ": the file does not exist; expected a file with the key");
        assertThatThrownBy(() -> key(Map.of("KEY_FILE", dir.toString())))
                .hasMessageEndingWith(
                        "KEY_FILE names " + dir + ": the file is a directory; expected a file with the key");
        for (var file : List.of(lines, large)) {
            assertThatThrownBy(() -> key(Map.of("KEY_FILE", file.toString())))
                    .hasMessageEndingWith(
                            "KEY_FILE names " + file + ": the file does not contain a key; expected one line");
        }
        assertThatThrownBy(() -> key(Map.of("KEY", "hunter2", "KEY_FILE", lines.toString())))
                .hasMessageEndingWith("  KEY and KEY_FILE are both set; expected one of them");
    }

    private static Optional<String> key(Map<String, String> variables) {
        return Env.read(variables, env -> env.key("KEY")).map(Secret::value);
    }

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "20s, PT20S", "15m, PT15M", "6 h, PT6H", "7d, PT168H", "PT1H30M, PT1H30M", "0s, PT0S"
    })
    void given_a_duration_when_read_then_its_value(String text, Duration duration) {
        assertThat(Env.<Duration>read(Map.of("D", text), env -> env.duration("D", null)))
                .isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "s", "-5s", "PT-5S", "1.5h", "99999999999999999999s", "99999999999999999d"})
    void given_no_duration_when_read_then_a_problem(String text) {
        assertThatThrownBy(() -> Env.read(Map.of("D", text), env -> env.duration("D", Duration.ZERO)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("D is '" + text + "'");
    }

    @Test
    void given_lists_when_read_then_trimmed_and_without_empties() {
        assertThat(Env.<List<String>>read(Map.of("L", " a, b,,c "), env -> env.list("L", List.of())))
                .containsExactly("a", "b", "c");
        assertThat(Env.<List<Duration>>read(Map.of("L", "1m, 5m ,30m"), env -> env.durations("L", List.of())))
                .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "YES, true", "1, true", "on, true", "False, false", "no, false", "0, false", "off, false"
    })
    void given_a_flag_when_read_then_its_value(String text, boolean value) {
        assertThat(Env.<Boolean>read(Map.of("F", text), env -> env.flag("F", !value)))
                .isEqualTo(value);
    }

    @Test
    void given_nothing_when_kafka_and_tables_are_read_then_the_documented_defaults() {
        var kafka = Env.read(Map.of(), KafkaSettings::from);
        assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(kafka.topics().urls()).isEqualTo("sentinel.urls");
        assertThat(kafka.instance()).isEqualTo("0");
        assertThat(Env.read(Map.of("SENTINEL_DATA", "/var/s", "SENTINEL_SILVER", "s3a://b/silver"), TablePaths::from))
                .isEqualTo(new TablePaths(
                        "/var/s/bronze/articles",
                        "/var/s/bronze/sightings",
                        "/var/s/bronze/llm_calls",
                        "s3a://b/silver"));
    }
}
