package sentinel.endtoend;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The modules depend on each other as docs/architecture.md says, packages not in circles, and null is checked in all. */
class ModulesTest {

    private static final Path HOME = SentinelProcess.CHECKOUT;
    private static final Pattern ROW = Pattern.compile("\\| `([\\w/-]+)` \\| ([\\w, -]*)\\|.*");

    @Test
    void given_the_poms_when_compared_with_the_documented_table_then_every_module_sees_what_it_says() throws Exception {
        var documented = documented();
        var actual = new TreeMap<String, Set<String>>();
        for (var module : modules()) {
            var sees = sees(module);
            actual.put(
                    module,
                    documented.getOrDefault(module, Set.of()).equals(Set.of("everything"))
                            ? Set.of("everything")
                            : sees);
        }
        assertThat(documented).isEqualTo(actual);
    }

    @Test
    void given_all_classes_when_their_packages_are_compared_then_none_depend_on_each_other_in_a_circle() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("sentinel");
        assertThat(classes.size()).isGreaterThan(500);
        slices().matching("sentinel.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void given_all_packages_of_main_code_then_nullaway_checks_them() {
        var unmarked = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("sentinel").stream()
                        .map(JavaClass::getPackage)
                        .filter(java -> !java.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unmarked).isEmpty();
    }

    private static Map<String, Set<String>> documented() throws IOException {
        var text = Files.readString(HOME.resolve("docs/architecture.md"));
        var section = text.substring(text.indexOf("## Modules"), text.indexOf("## Topics"));
        var modules = new TreeMap<String, Set<String>>();
        section.lines()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .forEach(row -> modules.put(
                        row.group(1),
                        Arrays.stream(row.group(2).split(",", -1))
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                                .collect(Collectors.toCollection(TreeSet::new))));
        return modules;
    }

    private static Set<String> modules() throws Exception {
        var modules = new TreeSet<String>();
        var elements = pom(".").getElementsByTagName("module");
        for (int i = 0; i < elements.getLength(); i++) {
            modules.add(elements.item(i).getTextContent());
        }
        return modules;
    }

    /** Modules of ours that a module compiles against. */
    private static Set<String> sees(String module) throws Exception {
        var seen = new TreeSet<String>();
        var dependencies = pom(module).getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            var dependency = (Element) dependencies.item(i);
            boolean ours = "sentinel".equals(text(dependency, "groupId"));
            if (ours && !"test".equals(text(dependency, "scope"))) {
                seen.add(text(dependency, "artifactId"));
            }
        }
        return seen;
    }

    private static Document pom(String module) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(HOME.resolve(module).resolve("pom.xml").toFile());
    }

    private static String text(Element element, String child) {
        var found = element.getElementsByTagName(child);
        return found.getLength() == 0 ? null : found.item(0).getTextContent().strip();
    }
}
