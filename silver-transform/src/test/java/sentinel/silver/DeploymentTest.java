package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docker-compose.yml to what the job reads; the launcher's test of this name does so for the other services. */
class DeploymentTest {

    /** Told by whoever starts the process, or by the image. */
    private static final Set<String> OF_THE_PROCESS = Set.of("SENTINEL_EXIT_WITH_PARENT", "SENTINEL_READY_FILE");

    /** Read by the logging library, and by the command line of the image. */
    private static final Set<String> OF_THE_IMAGE = Set.of("SENTINEL_LOG_LEVEL", "SENTINEL_SILVER_HEAP");

    @Test
    void given_what_the_job_reads_when_compared_with_compose_then_exactly_that_is_passed_on() throws IOException {
        var read = new TreeSet<String>();
        SilverConfig.parse(List.of("--stream"), recordingIn(read));
        read.removeAll(OF_THE_PROCESS);

        String compose = Files.readString(Path.of("../docker-compose.yml"));
        String service = block(block(compose, "  silver-transform:"), "    environment:");
        assertThat(service).contains("<<: *tables");
        var passedOn = names(service);
        passedOn.addAll(names(block(compose, "  tables: &tables")));
        passedOn.removeAll(OF_THE_IMAGE);
        assertThat(passedOn).isEqualTo(read);
    }

    private static Map<String, String> recordingIn(Set<String> asked) {
        return new AbstractMap<>() {
            @Override
            public String get(Object name) {
                asked.add((String) name);
                return null;
            }

            @Override
            public Set<Entry<String, String>> entrySet() {
                return Set.of();
            }
        };
    }

    /** The lines below one that are indented deeper. */
    private static String block(String yaml, String head) {
        int indent = head.length() - head.stripLeading().length();
        return yaml.split("\n" + Pattern.quote(head) + "\n", 2)[1].split("\n {0," + indent + "}\\S", 2)[0];
    }

    private static Set<String> names(String block) {
        var names = new TreeSet<String>();
        var found = Pattern.compile("(?m)^ +([A-Z][A-Z0-9_]+):").matcher(block);
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }
}
