package io.isthmus.token.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** The test registry's clients at work. */
public final class Portal {

    public static final String PORTAL = Http.basic("portal", "test-portal-api-credential-0123456789");
    public static final String STRICT = Http.basic("strict", "test-strict-api-credential-0123456789");
    public static final String LIBRARY = Http.basic("library", "test-library-api-credential-0123456789");
    public static final String OPERATOR = Http.basic("operator", "test-operator-api-credential-0123456789");

    private final Http http;

    public Portal(Http http) {
        this.http = http;
    }

    public static Map<String, Object> body(String format, String uid, String username) {
        var body = new HashMap<String, Object>();
        body.put("format", format);
        body.put("audience", "lms");
        body.put(
                "user",
                Map.of(
                        "cmsUid",
                        uid,
                        "username",
                        username,
                        "email",
                        username + "@example.org",
                        "emailVerified",
                        true,
                        "firstName",
                        "First",
                        "lastName",
                        "Last"));
        return body;
    }

    public JsonNode mint(String format, String uid, String username, String redirect) {
        var body = body(format, uid, username);
        body.put("redirect", redirect);
        return minted(http.postJson("/v1/tokens", body, "Authorization", PORTAL));
    }

    public JsonNode mint(String format, String uid, String username) {
        return minted(http.postJson("/v1/tokens", body(format, uid, username), "Authorization", PORTAL));
    }

    public HttpResponse<String> verify(Map<String, String> token) {
        return http.postJson("/v1/tokens/verify", token, "Authorization", PORTAL);
    }

    /** @return the token as it goes into a form or a verify request */
    public static Map<String, String> fields(JsonNode minted) {
        return minted.has("token")
                ? Map.of("token", minted.path("token").asText())
                : Map.of(
                        "data",
                        minted.path("data").asText(),
                        "sig",
                        minted.path("sig").asText());
    }

    private static JsonNode minted(HttpResponse<String> response) {
        if (response.statusCode() != 201) {
            throw new AssertionError("not minted: " + response.statusCode() + " " + response.body());
        }
        return Http.json(response);
    }
}
