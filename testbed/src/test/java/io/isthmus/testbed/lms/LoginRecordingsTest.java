package io.isthmus.testbed.lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.recordings.Recordings;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the login pages to what a real Moodle's did: each recording is acted out by a browser. */
class LoginRecordingsTest {

    private static final String ROOT = "http://127.0.0.1:8081";
    private static final Map<String, Function<Scene, HttpResponse<String>>> SCENES = new LinkedHashMap<>();

    static {
        SCENES.put("login-my--anonymous", scene -> scene.get("/my/"));
        SCENES.put("login-my--logged-in", scene -> scene.loggedIn().get("/my/"));
        SCENES.put("login-my--after-logout", scene -> {
            scene.loggedIn().get("/auth/userkey/logout.php?return=/login/index.php");
            return scene.get("/my/");
        });
        SCENES.put("login-logout--without-sesskey", scene -> scene.loggedIn().get("/login/logout.php"));
        SCENES.put("login-userkey--ok", scene -> scene.get(scene.keyLink()));
        SCENES.put("login-userkey--ok-again", scene -> scene.get(scene.keyLink()));
        SCENES.put(
                "login-userkey--ok-wantsurl",
                scene -> scene.get(
                        scene.keyLink() + "&wantsurl=" + LmsClient.encode(scene.lms.url() + "/course/view.php?id=2")));
        SCENES.put("login-userkey--second-use", scene -> {
            String link = scene.keyLink();
            scene.get(link);
            return new Scene(scene.lms).get(link);
        });
        SCENES.put("login-userkey--bad-key", scene -> scene.get("/auth/userkey/login.php?key=nope"));
        SCENES.put(
                "login-userkey--bad-key-with-session",
                scene -> scene.loggedIn().get("/auth/userkey/login.php?key=nope"));
        SCENES.put(
                "login-userkey--logout",
                scene -> scene.loggedIn().get("/auth/userkey/logout.php?return=/login/index.php"));
        SCENES.put("login-ssologin--ok", scene -> scene.get(scene.ssoLink("alice", 0)));
        SCENES.put(
                "login-ssologin--ok-redirect",
                scene -> scene.get(scene.ssoLink("alice", 0) + "&redirect=%2Fcourse%2Fview.php%3Fid%3D2"));
        SCENES.put(
                "login-ssologin--foreign-redirect",
                scene -> scene.get(scene.ssoLink("alice", 0) + "&redirect=https%3A%2F%2Fevil.example%2F"));
        SCENES.put("login-ssologin--expired", scene -> scene.get(scene.ssoLink("alice", 400)));
        SCENES.put("login-ssologin--unknown-user", scene -> scene.get(scene.ssoLink("nobody.here", 0)));
        SCENES.put("login-ssologin--bad-signature", scene -> {
            String link = scene.ssoLink("alice", 0);
            char last = link.charAt(link.length() - 1);
            return scene.get(link.substring(0, link.length() - 1) + (last == '0' ? '1' : '0'));
        });
        SCENES.put("login-ssologin--replay", scene -> {
            String link = scene.ssoLink("alice", 0);
            scene.get(link);
            return new Scene(scene.lms).get(link);
        });
    }

    /** A browser at the lab. */
    private static final class Scene {

        private final LmsStandIn lms;
        private final LmsClient browser;

        Scene(LmsStandIn lms) {
            this.lms = lms;
            browser = new LmsClient(lms);
        }

        HttpResponse<String> get(String path) {
            return browser.get(path);
        }

        String keyLink() {
            return browser.callAs("TOKEN", "auth_userkey_request_login_url", "user[username]", "alice")
                    .get("loginurl")
                    .asText();
        }

        Scene loggedIn() {
            get(keyLink());
            return this;
        }

        String ssoLink(String username, long age) {
            long timestamp = Instant.now().getEpochSecond() - age;
            return SsoLoginMint.link(
                    LmsOptions.LOCAL_SSOLOGIN_SECRET,
                    "{\"timestamp\":" + timestamp + ",\"nonce\":\"" + UUID.randomUUID() + "\",\"username\":\""
                            + username + "\",\"email\":\"" + username + "@example.test\"}");
        }
    }

    static Stream<String> recordings() {
        return Recordings.names("moodle", "login-").stream();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void behavesAsTheRealOne(String name) {
        JsonNode recording = Recordings.moodle(name);
        try (LmsStandIn lms = Lab.start("username")) {
            HttpResponse<String> response = SCENES.get(name).apply(new Scene(lms));

            assertThat(response.statusCode()).isEqualTo(recording.get("status").asInt());
            assertThat(response.headers().firstValue("Location").orElse("null"))
                    .isEqualTo(recording
                            .get("location")
                            .asText()
                            .replace(ROOT, lms.url().toString()));
            assertThat(cookies(response)).isEqualTo(texts(recording.get("setCookies")));
            assertThat(response.body())
                    .contains("<title>" + recording.at("/page/title").asText())
                    .contains(escaped(recording.at("/page/error").asText("")));
        }
    }

    private static List<String> cookies(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.replaceAll("=[0-9a-f]{32}", "=VALUE").replace("Path=", "path="))
                .map(cookie -> cookie.replace("HTTPOnly", "HttpOnly"))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static String escaped(String text) {
        return text.equals("null") ? "" : text;
    }

    @Test
    void actsOutEveryRecording() {
        assertThat(SCENES).containsOnlyKeys(recordings().toList());
        System.out.println("Acted out " + SCENES.size() + " recordings of login pages");
    }
}
