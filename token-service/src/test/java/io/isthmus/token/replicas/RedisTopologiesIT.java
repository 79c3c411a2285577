package io.isthmus.token.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.token.client.TestRegistry;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.KafkaBox;
import io.isthmus.token.support.People;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Receiver;
import io.isthmus.token.support.RedisCluster;
import io.isthmus.token.support.RedisSentinels;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with the settings of the README for Redis Cluster and for Sentinel. */
@EnabledIfSystemProperty(named = "isthmus.full", matches = "true")
class RedisTopologiesIT {

    @TempDir
    static Path folder;

    private static KafkaBox kafkaServer;
    private static LmsStandIn lms;
    private static Receiver receiver;

    @BeforeAll
    static void begin() throws IOException {
        kafkaServer = new KafkaBox();
        lms = LmsStandIn.start(LmsOptions.sample());
        receiver = new Receiver();
        Files.writeString(
                folder.resolve("clients.yaml"), TestRegistry.yaml(lms.url().toString(), receiver.url()));
    }

    @AfterAll
    static void end() {
        receiver.close();
        lms.close();
        kafkaServer.close();
    }

    @Test
    void worksWithACluster() {
        try (var cluster = RedisCluster.start();
                var instance = start(
                        "cluster",
                        Map.of(
                                "quarkus.redis.client-type",
                                "cluster",
                                "quarkus.redis.hosts",
                                String.join(",", cluster.urls())))) {
            Await.until("the service is ready", instance::ready);

            everythingWorks(instance, "951");
        }
    }

    @Test
    void survivesAFailoverBySentinel() {
        try (var sentinels = RedisSentinels.start();
                var instance = start(
                        "sentinel",
                        Map.of(
                                "quarkus.redis.client-type",
                                "sentinel",
                                "quarkus.redis.master-name",
                                RedisSentinels.NAME,
                                "quarkus.redis.role",
                                "master",
                                "quarkus.redis.hosts",
                                sentinels.url()))) {
            Await.until("the service is ready", instance::ready);
            everythingWorks(instance, "952");
            Map<String, String> before = People.token("952");

            sentinels.killPrimary();
            sentinels.awaitPromotion();

            Await.until(
                    "tokens count again",
                    () -> verify(instance, People.token("952")).statusCode() == 200);
            assertThat(verify(instance, before).statusCode()).isEqualTo(401);
            Await.until("the service is ready again", instance::ready);
            everythingWorks(instance, "953");
        }
    }

    private static void everythingWorks(Instance instance, String uid) {
        try (var kafka = new Kafka(kafkaServer)) {
            new People(instance.uri(), lms, kafka).loggedIn(uid);
        }
        Http http = instance.http();
        Map<String, String> token = People.token(uid);
        assertThat(verify(instance, token).statusCode()).isEqualTo(200);
        assertThat(verify(instance, token).statusCode()).isEqualTo(401);
        int told = receiver.taken().size();
        HttpResponse<String> ended = http.delete("/v1/sessions?cmsUid=" + uid, "Authorization", Portal.OPERATOR);
        assertThat(Http.json(ended).path("ended").asInt()).isEqualTo(1);
        Await.until("the client was told", () -> receiver.taken().size() > told);
        String access = Http.json(http.postForm(
                        "/oauth2/token", Map.of("grant_type", "client_credentials"), "Authorization", Portal.PORTAL))
                .path("access_token")
                .asText();
        var form = Map.of("token", access);
        assertThat(http.postForm("/oauth2/revoke", form, "Authorization", Portal.PORTAL)
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.postForm("/oauth2/introspect", form, "Authorization", Portal.PORTAL)
                        .body())
                .isEqualTo("{\"active\":false}");
    }

    private static HttpResponse<String> verify(Instance instance, Map<String, String> token) {
        return new Portal(instance.http()).verify(token);
    }

    private static Instance start(String name, Map<String, String> redis) {
        var settings = new HashMap<>(Cluster.COMMON);
        settings.putAll(redis);
        settings.put("isthmus.redis.timeout", "PT2S");
        settings.put("kafka.bootstrap.servers", kafkaServer.bootstrapServers());
        settings.put("isthmus.clients.file", folder.resolve("clients.yaml").toString());
        settings.put("isthmus.lms.url", lms.url().toString());
        settings.put("isthmus.lms.token", LmsOptions.LOCAL_TOKEN);
        return Instance.start(name, settings);
    }
}
