package io.isthmus.token.oauth;

import io.isthmus.token.http.OAuthProblem;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a token request; none may come twice, and an empty one counts as missing (RFC 6749 §3.2). */
final class TokenForm {

    private final Map<String, List<String>> form;

    TokenForm(Map<String, List<String>> form) {
        this.form = form;
    }

    Optional<String> get(String name) {
        List<String> values = form.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw OAuthProblem.badRequest("invalid_request", name + " is there twice.");
        }
        return values.stream().filter(value -> !value.isEmpty()).findFirst();
    }

    String required(String name) {
        return get(name).orElseThrow(() -> OAuthProblem.badRequest("invalid_request", name + " is missing."));
    }

    /** @return the scopes asked for, or all allowed ones if none is */
    Set<String> scopesWithin(Set<String> allowed) {
        Optional<String> scope = get("scope");
        if (scope.isEmpty()) {
            return allowed;
        }
        Set<String> asked = new HashSet<>(Arrays.asList(scope.get().strip().split(" +")));
        if (!allowed.containsAll(asked)) {
            throw OAuthProblem.badRequest("invalid_scope", "The client has not all of these scopes.");
        }
        return asked;
    }
}
