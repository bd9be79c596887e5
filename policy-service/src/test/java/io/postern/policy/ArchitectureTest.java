package io.postern.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.postern.policy");

    private static final String[] PURE = {
        "io.postern.policy.catalog..",
        "io.postern.policy.analysis..",
        "io.postern.policy.domain..",
        "io.postern.policy.document.."
    };

    @Test
    void pureCodeKnowsNoEventsNoKafkaAndNoInputOutput() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.postern.events..",
                        "io.postern.state..",
                        "io.postern.schemas..",
                        "io.netty..",
                        "io.vertx..",
                        "org.apache..",
                        "java.net..",
                        "java.nio.file..",
                        "java.sql..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(?!Serializable|ObjectStreamException).*")
                .check(CLASSES);
    }

    @Test
    void pureCodeReadsNoClockAndRollsNoDice() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.Clock|java\\.time\\.Instant|java\\.util\\.Random|java\\.util\\.UUID")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }

    @Test
    void arrowsPointFromAdaptersToTheDomainToTheReader() {
        noClasses()
                .that()
                .resideInAPackage("io.postern.policy.catalog..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.postern.policy",
                        "io.postern.policy.analysis..",
                        "io.postern.policy.domain..",
                        "io.postern.policy.document..",
                        "io.postern.policy.adapter..",
                        "io.postern.policy.config..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.postern.policy.analysis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.postern.policy",
                        "io.postern.policy.domain..",
                        "io.postern.policy.document..",
                        "io.postern.policy.adapter..",
                        "io.postern.policy.config..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.postern.policy.domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.postern.policy",
                        "io.postern.policy.document..",
                        "io.postern.policy.adapter..",
                        "io.postern.policy.config..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.postern.policy.adapter..", "io.postern.policy")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.postern.policy.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
