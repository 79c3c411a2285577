package io.isthmus.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The operator, with the credential of the local stack. */
final class Operator {

    private final StackProcess stack;

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

    private String bearer() {
        String credential = Api.basic("operator", "isthmus-local-operator-api-0123456789");
        JsonNode answer = Api.postForm(
                stack.url(Port.TOKEN) + "/oauth2/token",
                credential,
                Map.of("grant_type", "client_credentials", "scope", "sync:read"));
        return "Bearer " + answer.path("access_token").asText();
    }
}
