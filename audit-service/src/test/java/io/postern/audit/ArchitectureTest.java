package io.postern.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

class ArchitectureTest {

    private static final String ROOT = "io.postern.audit";
    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void theRulesSeeTheService() {
        assertThat(SERVICE).hasSizeGreaterThan(40);
    }

    @Test
    void domainDependsOnNothing() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".domain..",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.nio",
                        "java.nio.charset",
                        "org.jspecify..")
                .check(SERVICE);
    }

    @Test
    void applicationDependsOnTheDomainOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".app..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".app..",
                        ROOT + ".domain..",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "org.jspecify..")
                .check(SERVICE);
    }

    @Test
    void domainAndApplicationReadNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".domain..", ROOT + ".app..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(SERVICE);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        slices().matching(ROOT + ".adapter.(*)..")
                .should()
                .notDependOnEachOther()
                .check(SERVICE);
    }

    @Test
    void generatedEventsStayInTheirAdapter() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".adapter.avro..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.postern.events..", "io.postern.state..", "org.apache.avro..")
                .check(SERVICE);
    }

    @Test
    void eachTechnologyStaysInItsAdapter() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".adapter.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(SERVICE);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".adapter.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "com.zaxxer..", "org.postgresql..")
                .check(SERVICE);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".adapter.http..", ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(SERVICE);
    }

    @Test
    void nothingInsideKnowsTheWiringOrItsConfiguration() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".domain..", ROOT + ".app..", ROOT + ".adapter..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, ROOT + ".config..")
                .check(SERVICE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(SERVICE);
    }
}
