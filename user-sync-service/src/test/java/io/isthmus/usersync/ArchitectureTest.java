package io.isthmus.usersync;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.OffsetDateTime;

@AnalyzeClasses(packages = "io.isthmus.usersync", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.isthmus.usersync.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyResourcesAndHttpKnowJaxRs = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .and()
            .resideOutsideOfPackages("..http..", "..drupal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

    @ArchTest
    static final ArchRule onlyConsumersAndProducersKnowMessaging = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Consumer")
            .and()
            .haveSimpleNameNotEndingWith("Producer")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.eclipse.microprofile.reactive.messaging..");

    @ArchTest
    static final ArchRule onlyItsAdapterKnowsMoodle = noClasses()
            .that()
            .resideOutsideOfPackage("..usersync.moodle..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.isthmus.moodle..");

    @ArchTest
    static final ArchRule nobodyKnowsTheAdapters = noClasses()
            .that()
            .resideOutsideOfPackages("..usersync.moodle..", "..usersync.drupal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..usersync.moodle..", "..usersync.drupal..");

    @ArchTest
    static final ArchRule accountsDependOnNobody = noClasses()
            .that()
            .resideInAPackage("..usersync.account..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..usersync.journal..",
                    "..usersync.person..",
                    "..usersync.sync..",
                    "..usersync.link..",
                    "..usersync.outbox..",
                    "..usersync.http..");

    @ArchTest
    static final ArchRule decisionsArePure = noClasses()
            .that(simpleNameEndingWith("Decider").or(simpleNameEndingWith("Merge")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.smallrye..", "io.vertx..", "jakarta..", "java.sql..");

    @ArchTest
    static final ArchRule nobodyAsksTheClockButThroughClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule resourcesAreShutIn =
            classes().that().haveSimpleNameEndingWith("Resource").should().notBePublic();
}
