package io.postern.proxy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

class ArchitectureTest {

    private static final String[] RULES = {
        "io.postern.proxy.session..",
        "io.postern.proxy.statement..",
        "io.postern.proxy.proof..",
        "io.postern.proxy.catalog..",
        "io.postern.proxy.telemetry.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.postern.proxy");

    @Test
    void rulesKnowNoTechnology() {
        noClasses()
                .that()
                .resideInAnyPackage(RULES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.netty..",
                        "org.apache.kafka..",
                        "org.apache.avro..",
                        "io.vertx..",
                        "com.github.benmanes..",
                        "io.postern.events..",
                        "io.postern.state..",
                        "io.postern.schemas..",
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.sql..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(RULES)
                .should()
                .dependOnClassesThat(resideInAPackage("java.net..").and(not(equivalentTo(URI.class))))
                .check(CLASSES);
    }

    @Test
    void rulesReadNoClockAndNoChance() {
        noClasses()
                .that()
                .resideInAnyPackage(RULES)
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .check(CLASSES);
    }

    @Test
    void rulesStartNoThread() {
        noClasses()
                .that()
                .resideInAnyPackage(RULES)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executor.class)
                .check(CLASSES);
    }

    @Test
    void rulesDoNotKnowTheAdaptersOrTheConfiguration() {
        noClasses()
                .that()
                .resideInAnyPackage(RULES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.postern.proxy.adapter..", "io.postern.proxy.config..", "io.postern.proxy")
                .check(CLASSES);
    }

    @Test
    void statementsDoNotKnowTheSession() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.postern.proxy.statement..", "io.postern.proxy.proof..", "io.postern.proxy.catalog..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.postern.proxy.session..", "io.postern.proxy.telemetry..")
                .check(CLASSES);
    }

    @Test
    void configurationKnowsNothingOfTheProxy() {
        noClasses()
                .that()
                .resideInAPackage("io.postern.proxy.config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.postern.proxy.adapter..",
                        "io.postern.proxy.session..",
                        "io.postern.proxy.statement..",
                        "io.postern.proxy.proof..",
                        "io.postern.proxy.catalog..")
                .check(CLASSES);
    }

    @Test
    void generatedEventsStayInTheKafkaAdapter() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.postern.proxy.adapter.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.postern.events..", "io.postern.state..", "org.apache.avro..")
                .check(CLASSES);
    }

    @Test
    void nettyStaysInItsAdapters() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.postern.proxy.adapter.netty..", "io.postern.proxy.adapter.admin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..")
                .check(CLASSES);
    }

    @Test
    void librariesForMetricsAndTracesStayInTheirAdapter() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.postern.proxy.adapter.telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..", "io.opentelemetry..")
                .check(CLASSES);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        slices().matching("io.postern.proxy.adapter.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.postern.proxy.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheServiceIsPublicAtTheTop() {
        classes()
                .that()
                .resideInAPackage("io.postern.proxy")
                .and()
                .arePublic()
                .should()
                .haveSimpleName("ProxyService")
                .check(CLASSES);
    }
}
