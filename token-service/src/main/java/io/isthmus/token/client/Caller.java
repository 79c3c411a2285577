package io.isthmus.token.client;

import java.util.Set;

/**
 * A client at the API.
 *
 * @param scopes what it may do now: all of its own with Basic, those of its access token with Bearer
 */
public record Caller(Client client, Set<String> scopes) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(String scope) {
        return scopes.contains(scope) && client.scopes().contains(scope);
    }
}
