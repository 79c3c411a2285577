package io.isthmus.token;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.isthmus.token", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyResourcesAndHttpKnowJaxRs = noClasses()
            .that()
            .resideOutsideOfPackage("..http..")
            .and()
            .haveSimpleNameNotEndingWith("Resource")
            .and()
            .haveSimpleNameNotContaining("Resource_")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule onlyConsumersAndProducersKnowMessaging = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Consumer")
            .and()
            .haveSimpleNameNotEndingWith("Producer")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..", "io.smallrye.reactive.messaging..", "org.eclipse.microprofile.reactive..");

    @ArchTest
    static final ArchRule onlyRedisAdaptersKnowTheRedisClient = noClasses()
            .that()
            .resideOutsideOfPackage("..redis..")
            .and()
            .haveSimpleNameNotStartingWith("Redis")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.mutiny.redis..");

    @ArchTest
    static final ArchRule onlyTheMoodleAdapterKnowsTheMoodleClient = noClasses()
            .that()
            .resideOutsideOfPackage("..token.moodle..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.isthmus.moodle..");

    @ArchTest
    static final ArchRule wireFormatsKnowNoTimeAndNoFramework = noClasses()
            .that()
            .resideInAPackage("..wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.time..", "jakarta..", "io.quarkus..", "io.smallrye..", "io.vertx..");

    @ArchTest
    static final ArchRule featuresHaveNoCycles =
            slices().matching("io.isthmus.token.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyAsksTheSystemForTheTime = noClasses()
            .that()
            .doNotHaveSimpleName("Beans")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
