package sentinel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** THIRD-PARTY.md lists exactly what is shipped: a new library comes with its licence, one that is gone takes its line along. */
class ThirdPartyTest {

    private static final Path HOME = SentinelProcess.CHECKOUT;
    /** Name, version, qualifiers: {@code log4j-1.2-api-2.25.3.jar}, {@code zstd-jni-1.5.7-6.jar}. */
    private static final Pattern JAR = Pattern.compile("(.+?)-\\d[\\w.]*(-\\d+)?(-[a-zA-Z][\\w.]*)*\\.jar");

    private static final Pattern OURS = Pattern.compile(".+-\\d[\\d.]*-SNAPSHOT\\.jar");
    /** The modules that are run, each with its class path in target/lib. */
    private static final List<String> RUN = List.of(
            "producers",
            "fetcher",
            "parser",
            "dlq-replay",
            "bronze-writer",
            "silver-transform",
            "api",
            "tools/simulator",
            "tools/launcher");

    @Test
    void given_the_class_paths_when_compared_with_the_notice_then_it_lists_each_library() throws IOException {
        var shipped = new TreeSet<String>();
        for (var module : RUN) {
            try (var files = Files.list(HOME.resolve(module).resolve("target/lib"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> !OURS.matcher(name).matches())
                        .forEach(name -> shipped.add(artifact(name)));
            }
        }
        assertThat(shipped).hasSizeGreaterThan(200);
        assertThat(listed("## Java libraries", 1)).isEqualTo(shipped);
    }

    @Test
    void given_the_packages_of_the_dashboard_when_compared_with_the_notice_then_it_lists_each() throws IOException {
        var shipped = new TreeSet<String>();
        var lock = new JsonMapper()
                .readTree(HOME.resolve("dashboard/package-lock.json").toFile());
        lock.get("packages").properties().forEach(entry -> {
            var flags = entry.getValue();
            boolean toBuildWith = flags.has("dev") || flags.has("devOptional") || flags.has("optional");
            if (!entry.getKey().isEmpty() && !toBuildWith) {
                shipped.add(entry.getKey().substring("node_modules/".length()));
            }
        });
        assertThat(shipped).contains("react");
        assertThat(listed("## Packages in the dashboard", 0)).isEqualTo(shipped);
    }

    private static String artifact(String jar) {
        var name = JAR.matcher(jar);
        assertThat(name.matches()).as(jar).isTrue();
        return name.group(1);
    }

    /** The names in a column of the table under a heading. */
    private static SortedSet<String> listed(String heading, int column) throws IOException {
        var names = new TreeSet<String>();
        var text = Files.readString(HOME.resolve("THIRD-PARTY.md"));
        var section = text.substring(text.indexOf(heading) + heading.length()).split("\n## ", 2)[0];
        section.lines()
                .filter(line -> line.startsWith("| ") && !line.contains("| licence |"))
                .map(line -> line.split("\\|", -1)[column + 1])
                .forEach(cell ->
                        Arrays.stream(cell.split(",", -1)).map(String::strip).forEach(names::add));
        return names;
    }
}
