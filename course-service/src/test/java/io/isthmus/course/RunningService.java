package io.isthmus.course;

import static io.restassured.RestAssured.given;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.infra.RedisServer;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.quarkus.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;

/** The service beside a real PostgreSQL, a real Kafka and an LMS, with one link: ada is {@code cms:101}. */
@QuarkusTestResource(
        value = Infrastructure.class,
        initArgs = {
            @ResourceArg(name = "parts", value = "postgres,redis,kafka,lms"),
            @ResourceArg(name = "database", value = "course")
        })
@QuarkusTestResource(TestIssuer.class)
@SuppressWarnings("NullAway.Init")
public abstract class RunningService {

    protected static final long ADA = 4;
    private static final AtomicLong VERSIONS = new AtomicLong(1_000);

    /** Of each Kafka; as long as the tests run. */
    private static final Map<String, KafkaProducer<String, String>> PRODUCERS = new ConcurrentHashMap<>();

    protected KafkaServer kafka;
    protected PostgresServer postgres;
    protected LmsStandIn lms;
    protected RedisServer redis;
    protected TestIssuer issuer;

    @AfterEach
    void repairTheLms() {
        lms.faults().clear();
    }

    protected RequestSpecification asPortal() {
        return given().auth().oauth2(issuer.client("portal", "cms").toString());
    }

    protected RequestSpecification as(String cmsUid) {
        return given().auth().oauth2(issuer.person(cmsUid, "cms").toString());
    }

    protected void send(String topic, String key, String value) {
        KafkaProducer<String, String> producer = PRODUCERS.computeIfAbsent(
                kafka.bootstrapServers(),
                servers -> new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer()));
        producer.send(new ProducerRecord<>(topic, key, value));
        producer.flush();
    }

    /** Links a person as user-sync-service would, and waits until the service knows. */
    protected void link(String cmsUid, long lmsUserId) {
        send("isthmus.identity.links", "cms:" + cmsUid + ":lms", linkEvent("cms", cmsUid, lmsUserId, "linked"));
        Await.until("the link of " + cmsUid, () -> coursesOf(cmsUid).jsonPath().getBoolean("user.linked"));
    }

    private Response coursesOf(String cmsUid) {
        return asPortal().get("/v1/users/{uid}/courses", cmsUid);
    }

    protected static String linkEvent(String cmsSource, String cmsUid, long lmsUserId, String status) {
        return Contracts.sample("io.isthmus.link.changed.v1")
                .replace("\"cmsSource\": \"cms\"", "\"cmsSource\": \"" + cmsSource + "\", \"colour\": \"blue\"")
                .replace("\"cmsUid\": \"101\"", "\"cmsUid\": \"" + cmsUid + "\"")
                .replace("\"lmsUserId\": \"4\"", "\"lmsUserId\": \"" + lmsUserId + "\"")
                .replace("\"status\": \"linked\"", "\"status\": \"" + status + "\"")
                .replace("\"version\": 3", "\"version\": " + VERSIONS.incrementAndGet());
    }
}
