package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.Portal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of a browser as forms and cookies need; it follows no redirect. */
final class Browser {

    /** @param location of a redirect; empty for none */
    record Page(int status, String body, String location, HttpResponse<String> response) {

        String field(String name) {
            Matcher field =
                    Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(body);
            if (!field.find()) {
                throw new AssertionError("no field " + name + " in " + body);
            }
            return field.group(1);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new HashMap<>();
    private final String site;

    Browser(Portal portal) {
        this.site = "http://localhost:" + portal.port();
    }

    static Browser loggedIn(Portal portal, String name) throws Exception {
        var browser = new Browser(portal);
        Page page = browser.logIn(name, name);
        if (page.status() != 303) {
            throw new AssertionError("no login: " + page.body());
        }
        return browser;
    }

    Page logIn(String name, String password) throws Exception {
        String token = get("/user/login").field("form_token");
        return post("/user/login", Map.of("name", name, "pass", password, "form_token", token));
    }

    Page get(String path) throws Exception {
        return send(path, HttpRequest.newBuilder());
    }

    Page post(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    private Page send(String path, HttpRequest.Builder request) throws Exception {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> response = client.send(
                request.uri(URI.create(site + path))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").forEach(this::keep);
        return new Page(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Location").orElse(""),
                response);
    }

    private void keep(String header) {
        String[] pair = header.split(";")[0].split("=", 2);
        if (header.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
