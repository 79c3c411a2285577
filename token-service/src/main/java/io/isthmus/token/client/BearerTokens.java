package io.isthmus.token.client;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.Set;

/** Access tokens that this service gave to clients. */
public interface BearerTokens {

    /** Whose an access token is. */
    record Bearer(String clientId, Set<String> scopes) {}

    /**
     * Empty if the token is not ours, is over, was revoked, or belongs to a person. Fails with
     * {@link io.isthmus.token.Unavailable} if it cannot be known whether it was revoked.
     */
    Uni<Optional<Bearer>> read(String accessToken);
}
