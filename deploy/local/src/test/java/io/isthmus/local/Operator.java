package io.isthmus.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/** The operator, with the credential of the local stack. */
final class Operator {

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final StackProcess stack;
    private String token = "";
    private long tokenAt;

    Operator(StackProcess stack) {
        this.stack = stack;
    }

    /** @return the newest entries about a person of the CMS */
    JsonNode journal(String cmsUid) {
        return Api.get(stack.url(Port.SYNC) + "/v1/journal?cmsUid=" + cmsUid, bearer())
                .path("items");
    }

    JsonNode links(String cmsUid) {
        return Api.get(stack.url(Port.SYNC) + "/v1/links?cmsUid=" + cmsUid, bearer())
                .path("items");
    }

    private synchronized String bearer() {
        if (token.isEmpty() || System.nanoTime() - tokenAt > KEPT.toNanos()) {
            String credential = Api.basic("operator", "isthmus-local-operator-api-0123456789");
            JsonNode answer = Api.postForm(
                    stack.url(Port.TOKEN) + "/oauth2/token",
                    credential,
                    Map.of("grant_type", "client_credentials", "scope", "sync:read"));
            token = answer.path("access_token").asText();
            tokenAt = System.nanoTime();
        }
        return "Bearer " + token;
    }
}
