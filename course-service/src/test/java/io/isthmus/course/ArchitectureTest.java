package io.isthmus.course;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.isthmus.course", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.isthmus.course.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyResourcesAndHttpSeeJaxRs = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .and()
            .resideOutsideOfPackage("..http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

    @ArchTest
    static final ArchRule onlyTheReaderSeesKafka = noClasses()
            .that()
            .resideOutsideOfPackage("..event..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule onlyConsumersStartReaders = noClasses()
            .that()
            .resideOutsideOfPackage("..event..")
            .and()
            .haveSimpleNameNotEndingWith("Consumer")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("TopicReader");

    @ArchTest
    static final ArchRule onlyItsAdapterSeesMoodle = noClasses()
            .that()
            .resideOutsideOfPackage("..course.moodle..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.isthmus.moodle..");

    @ArchTest
    static final ArchRule featuresDoNotKnowTheAdapter = noClasses()
            .that()
            .resideOutsideOfPackage("..course.moodle..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..course.moodle..");

    @ArchTest
    static final ArchRule onlyStoresAndTheArchiveSeeTheDatabase = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Store")
            .and()
            .haveSimpleNameNotEndingWith("Archive")
            .and()
            .haveSimpleNameNotEndingWith("Entity")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx.mutiny.sqlclient..",
                    "io.quarkus.hibernate..",
                    "org.hibernate..",
                    "jakarta.persistence..");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule sourceKnowsNoFeature = classes()
            .that()
            .resideInAPackage("..source..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "..source..",
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson.annotation..",
                    "org.eclipse.microprofile.openapi..",
                    "io.quarkus.runtime.annotations..");
}
