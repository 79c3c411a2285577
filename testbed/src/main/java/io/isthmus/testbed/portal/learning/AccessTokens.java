package io.isthmus.testbed.portal.learning;

import io.isthmus.testbed.portal.learning.Outcome.Found;
import io.isthmus.testbed.portal.learning.TokenService.AccessToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The portal's own access token, kept until shortly before it expires. */
public final class AccessTokens {

    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final TokenService tokens;
    private final Clock clock;
    private @Nullable String current;
    private Instant until = Instant.EPOCH;

    public AccessTokens(TokenService tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    synchronized Outcome<String> get() {
        if (current != null && clock.instant().isBefore(until)) {
            return new Found<>(current);
        }
        Outcome<AccessToken> fresh = tokens.accessToken();
        if (fresh instanceof Found<AccessToken> found) {
            current = found.value().value();
            until = clock.instant().plusSeconds(found.value().expiresIn()).minus(MARGIN);
        }
        return fresh.map(AccessToken::value);
    }

    /** Gives up a token that was refused. */
    synchronized void forget(String refused) {
        if (refused.equals(current)) {
            current = null;
        }
    }
}
