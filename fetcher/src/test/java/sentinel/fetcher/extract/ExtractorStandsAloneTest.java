package sentinel.fetcher.extract;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The extractor is for people who want it alone. */
class ExtractorStandsAloneTest {

    @Test
    void given_theExtractor_when_itsDependenciesAreListed_then_noneIsKafkaOrAnotherRoomOfSentinel() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("sentinel.fetcher");
        noClasses()
                .that()
                .resideInAPackage("sentinel.fetcher.extract..")
                .and(DescribedPredicate.not(DescribedPredicate.describe(
                        "the command line", (JavaClass c) -> c.getName().startsWith(ExtractMain.class.getName()))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("sentinel..", "org.apache.kafka..", "okhttp3..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                "sentinel.fetcher.extract..", "sentinel.text.date", "sentinel.text.charset"))))
                .check(classes);
    }
}
