package io.isthmus.token.client;

import java.util.Optional;
import java.util.Set;

/** Access tokens that this service gave to clients. */
public interface BearerTokens {

    /** Whose an access token is. */
    record Bearer(String clientId, Set<String> scopes) {}

    /** @return empty if the token is not ours, is over, or belongs to a person */
    Optional<Bearer> read(String accessToken);
}
