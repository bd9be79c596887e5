package io.postern.approval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.time.Clock;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.postern.approval");

    @Test
    void theDomainIsPure() {
        classes()
                .that()
                .resideInAPackage("..approval.domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.postern.approval.domain..",
                        "java.lang..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void theApplicationKnowsTheDomainOnly() {
        classes()
                .that()
                .resideInAPackage("..approval.app..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.postern.approval.app..",
                        "io.postern.approval.domain..",
                        "java.lang..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void domainAndApplicationReadNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage("..approval.domain..", "..approval.app..")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }

    @Test
    void generatedEventsStayInTheStreamsAdapter() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..adapter.streams..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.postern.events..", "io.postern.state..", "org.apache.avro..")
                .check(CLASSES);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        slices().matching("io.postern.approval.adapter.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.postern.approval.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
