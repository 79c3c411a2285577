package io.isthmus.checks.production;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.Await;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Uses everything that counts something: metrics are there from the first use on. */
final class Tour {

    private final World world;
    private final Http http;

    Tour(World world, Http http) {
        this.world = world;
        this.http = http;
    }

    void make() {
        suspendSomebody();
        login("101", "ada");
        login("103", "chloe");
        verify(mint("101", "ada"));
        http.get("token-service", "/sso/login?token=nonsense", Map.of());
        String token = http.accessToken("portal", World.PORTAL_API, "courses:read");
        http.get("course-service", "/v1/users/101/dashboard", Map.of("authorization", "Bearer " + token));
        Await.until("the brake has counted", () -> metrics("user-sync-service").contains("isthmus_brake_engaged"));
        world.closeLms();
        Await.until("course-service spares the LMS", () -> {
            http.get(
                    "course-service",
                    "/v1/courses?query=" + System.nanoTime(),
                    Map.of("authorization", "Bearer " + token));
            return metrics("course-service").contains("isthmus_lms_spared_total");
        });
    }

    /** Links an account to a person who is blocked at the CMS: the brake counts the first suspension. */
    private void suspendSomebody() {
        String operator = http.accessToken("operator", World.OPERATOR_API, "sync:admin");
        http.post(
                "user-sync-service",
                "/v1/links",
                Map.of("authorization", "Bearer " + operator, "content-type", "application/json"),
                "{\"cmsSource\":\"cms\",\"cmsUid\":\"104\",\"lmsSource\":\"lms\",\"lmsUserId\":\"7\"}");
    }

    /** The way of a browser as far as the LMS's door. */
    private void login(String uid, String username) {
        String token = mint(uid, username).path("token").asText();
        HttpResponse<String> first = http.get(
                "token-service", "/sso/login?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8), Map.of());
        String cookies = first.headers().allValues("set-cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
        http.get("token-service", "/sso/continue", Map.of("cookie", cookies));
    }

    private JsonNode mint(String uid, String username) {
        String body = "{\"format\":\"jwe\",\"user\":{\"cmsUid\":\"" + uid + "\",\"username\":\"" + username
                + "\",\"email\":\"" + username + "@example.org\",\"firstName\":\"A\",\"lastName\":\"B\"}}";
        return Http.json(http.post("token-service", "/v1/tokens", portal(), body));
    }

    private void verify(JsonNode minted) {
        String body = "{\"token\":\"" + minted.path("token").asText() + "\"}";
        http.post("token-service", "/v1/tokens/verify", portal(), body);
    }

    private static Map<String, String> portal() {
        return Map.of("authorization", Http.basic("portal", World.PORTAL_API), "content-type", "application/json");
    }

    /** Names of the metrics that the service shows now. */
    Set<String> metrics(String service) {
        return http.get(service, "/q/metrics", Map.of())
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[{ ].*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
