package sentinel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import sentinel.api.ApiConfig;
import sentinel.bronze.BronzeWriterConfig;
import sentinel.config.Env;
import sentinel.contract.message.Source;
import sentinel.dlq.DlqReplayConfig;
import sentinel.fetcher.FetcherConfig;
import sentinel.parser.ParserConfig;
import sentinel.producers.gdelt.GdeltConfig;
import sentinel.producers.revisit.RevisitConfig;
import sentinel.producers.rss.RssConfig;
import sentinel.service.json.Json;
import sentinel.service.run.ProcessSettings;

/** Compares the tables of docs/configuration.md with docker-compose.yml and with the settings that the services read. */
class DeploymentTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Z0-9_]+)`");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern INTERPOLATED = Pattern.compile("\\$\\{([A-Z0-9_]+)");

    /** So that the settings of every provider are read. */
    private static final Map<String, String> ALL_PROVIDERS = Map.of(
            "SENTINEL_PROVIDER", "openai,anthropic,deepseek,ollama",
            "OPENAI_API_KEY", "k",
            "ANTHROPIC_API_KEY", "k",
            "DEEPSEEK_API_KEY", "k");

    private static final Map<String, Consumer<Env>> SERVICES = Map.of(
            "rss-producer", RssConfig::from,
            "gdelt-producer", GdeltConfig::from,
            "revisit-producer", RevisitConfig::from,
            "fetcher", FetcherConfig::from,
            "parser-0", ParserConfig::from,
            "parser-1", ParserConfig::from,
            "dlq-replay", DlqReplayConfig::from,
            "bronze-writer", BronzeWriterConfig::from,
            "api", ApiConfig::from);

    /** Of {@code ./sentinel up} alone. */
    private static final List<String> OF_UP = List.of("SENTINEL_HEAP", "SENTINEL_MIN_FREE_DISK_MB");

    private final Map<String, Object> compose = compose();
    private final Map<String, String> documented = variables(chapter(0));
    private final Map<String, String> forDocker = variables(chapter(1));

    @Test
    void given_what_a_service_reads_when_compared_with_compose_then_exactly_that_is_passed_on() {
        SERVICES.forEach((service, config) -> assertThat(environment(service).keySet())
                .as(service)
                .containsExactlyInAnyOrderElementsOf(asked(config)));
    }

    @Test
    void given_the_sources_when_compared_with_compose_then_each_has_a_producer_and_so_has_what_is_stored() {
        var expected = Stream.concat(Stream.of(Source.values()).map(Source::id), Stream.of("revisit"))
                .map(name -> name + "-producer")
                .toList();

        assertThat(services().keySet().stream().filter(name -> name.endsWith("-producer")))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void given_what_the_services_read_when_compared_with_the_table_then_all_of_it_is_documented() {
        SERVICES.forEach(
                (service, config) -> assertThat(documented.keySet()).as(service).containsAll(asked(config)));
        assertThat(documented.keySet())
                .containsAll(environment("silver-transform").keySet());
    }

    @Test
    void given_the_table_when_compared_with_compose_then_every_variable_reaches_a_service() {
        var reached = new TreeSet<String>();
        services()
                .keySet()
                .forEach(service -> reached.addAll(environment(service).keySet()));
        reached.addAll(OF_UP);
        assertThat(reached).containsAll(documented.keySet());
    }

    @Test
    void given_variables_of_compose_itself_when_compared_with_the_tables_then_both_have_them() {
        var used = new TreeSet<String>();
        var found = INTERPOLATED.matcher(read("docker-compose.yml"));
        while (found.find()) {
            used.add(found.group(1));
        }
        var known = new TreeSet<>(documented.keySet());
        known.addAll(forDocker.keySet());
        assertThat(known).containsAll(used);
        assertThat(used).containsAll(forDocker.keySet());
    }

    @Test
    void given_a_documented_default_when_set_then_the_configuration_is_as_without_it() {
        int compared = 0;
        for (var base : List.of(Map.<String, String>of(), ALL_PROVIDERS)) {
            var names = Env.asked(base, DeploymentTest::everything);
            for (var entry : documented.entrySet()) {
                String name = entry.getKey();
                if (entry.getValue() != null && names.contains(name) && !base.containsKey(name)) {
                    var with = new HashMap<>(base);
                    with.put(name, entry.getValue());
                    assertThat(Env.read(with, DeploymentTest::everything))
                            .as("%s=%s", name, entry.getValue())
                            .isEqualTo(Env.read(base, DeploymentTest::everything));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(80);
    }

    @Test
    void given_the_documents_when_they_name_a_variable_then_the_table_has_it() throws IOException {
        var known = new TreeSet<>(documented.keySet());
        known.addAll(forDocker.keySet());
        try (var files = Files.list(ROOT.resolve("docs"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
                var found = Pattern.compile("`(SENTINEL_[A-Z0-9_]+)`").matcher(Files.readString(file));
                while (found.find()) {
                    assertThat(known).as(file.toString()).contains(found.group(1));
                }
            }
        }
    }

    @Test
    void given_any_service_of_compose_then_it_is_bounded_and_has_no_rights_that_it_does_not_need() {
        services().forEach((name, service) -> {
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(service.get("security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
            assertThat(service.get("restart")).as(name).isEqualTo("unless-stopped");
            assertThat(service.get("mem_limit")).as(name).asString().startsWith("${");
            assertThat(service.get("logging"))
                    .as(name)
                    .isEqualTo(Map.of("driver", "json-file", "options", Map.of("max-size", "10m", "max-file", "3")));
            assertThat(service.get("image")).as(name).asString().contains("${");
        });
    }

    @Test
    void given_a_service_of_ours_then_its_image_is_built_from_the_module_that_has_its_main_class() {
        int checked = 0;
        for (var service : services().entrySet()) {
            if (service.getValue().get("command") instanceof List<?> command
                    && command.get(0).toString().startsWith("sentinel.")) {
                var args = (Map<?, ?>) ((Map<?, ?>) service.getValue().get("build")).get("args");
                String source = command.get(0).toString().replace('.', '/') + ".java";
                assertThat(ROOT.resolve(args.get("MODULE").toString())
                                .resolve("src/main/java")
                                .resolve(source))
                        .as(service.getKey())
                        .exists();
                checked++;
            }
        }
        assertThat(checked).isEqualTo(10);
    }

    @Test
    void given_a_slow_host_when_compose_starts_then_no_check_gives_up_within_two_minutes() {
        var periods = new TreeSet<Integer>();
        for (var text :
                List.of(read("docker-compose.yml"), read("deploy/jvm/Dockerfile"), read("deploy/silver/Dockerfile"))) {
            var found = Pattern.compile("start[_-]period[:=] ?(\\d+)s").matcher(text);
            while (found.find()) {
                periods.add(Integer.valueOf(found.group(1)));
            }
        }
        var checks = services().values().stream()
                .filter(service -> service.containsKey("healthcheck"))
                .map(service -> (Map<?, ?>) service.get("healthcheck"))
                .toList();
        assertThat(checks).hasSize(4).allSatisfy(check -> assertThat(check.get("start_period"))
                .isNotNull());
        assertThat(periods.first()).isGreaterThanOrEqualTo(120);
    }

    @Test
    void given_the_paths_of_the_api_when_compared_with_the_proxy_then_it_passes_all_on_but_the_metrics()
            throws IOException {
        var passedOn = Pattern.compile("location ~ (\\^\\S+) \\{").matcher(read("deploy/dashboard/nginx.conf"));
        assertThat(passedOn.find()).isTrue();
        var location = Pattern.compile(passedOn.group(1));
        var paths = new ArrayList<String>();
        Json.mapper()
                .readTree(read("api/src/main/resources/openapi.json"))
                .get("paths")
                .fieldNames()
                .forEachRemaining(paths::add);
        assertThat(paths.remove("/metrics")).isTrue();
        assertThat(paths).isNotEmpty().allSatisfy(path -> assertThat(path)
                .matches(p -> location.matcher(p).find()));
        assertThat(location.matcher("/metrics").find()).isFalse();
    }

    @Test
    void given_the_proxy_when_it_serves_the_dashboard_then_with_the_headers_of_the_api() {
        var ofTheApi = Pattern.compile("\"((?:X-(?!Request)|Referrer|Cross-Origin|Content-Security)[\\w-]+)\"")
                .matcher(read("api/src/main/java/sentinel/api/CommonHeaders.java")
                        + read("api/src/main/java/sentinel/api/DashboardRoute.java"))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(ofTheApi).hasSizeGreaterThanOrEqualTo(5);
        assertThat(ofTheApi).allSatisfy(header -> assertThat(read("deploy/dashboard/security-headers.conf"))
                .contains("add_header " + header + " "));
    }

    private static List<Object> everything(Env env) {
        return List.of(Services.from(env), ProcessSettings.from(env));
    }

    private static SortedSet<String> asked(Consumer<Env> config) {
        return Env.asked(ALL_PROVIDERS, config.andThen(ProcessSettings::from));
    }

    // ---- the two files

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> compose() {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(500); // our own file: every service is put together from shared parts
        return new Yaml(options).load(read("docker-compose.yml"));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Map<String, Object>> services() {
        return (Map<String, Map<String, Object>>) compose.get("services");
    }

    /** Of our services; the others' variables are their own. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> environment(String service) {
        if (Set.of("kafka", "redis", "dashboard", "newsroom").contains(service)) {
            return Map.of();
        }
        return (Map<String, Object>) services().get(service).get("environment");
    }

    /**
     * A part of docs/configuration.md.
     *
     * @param which 0 for what the services read, 1 for what only Docker uses
     */
    private static String chapter(int which) {
        return read("docs/configuration.md").split("\n## With Docker\n", 2)[which];
    }

    /** The variables of all tables of a chapter, and their default where the table has it as a value. */
    private static Map<String, String> variables(String chapter) {
        var variables = new LinkedHashMap<String, String>();
        for (var line : chapter.lines().filter(l -> l.startsWith("| `")).toList()) {
            var cells = line.split(" ?\\| ?", -1);
            var names = all(NAME, cells[1]);
            boolean literal = cells[2].startsWith("`");
            var defaults = literal ? all(CODE, cells[2]) : List.<String>of();
            if (literal) {
                assertThat(defaults).as(line).hasSameSizeAs(names);
            }
            for (int i = 0; i < names.size(); i++) {
                assertThat(variables).as(line).doesNotContainKey(names.get(i));
                variables.put(names.get(i), literal ? defaults.get(i) : null);
            }
        }
        assertThat(variables).isNotEmpty();
        return variables;
    }

    private static List<String> all(Pattern pattern, String text) {
        var found = new ArrayList<String>();
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
