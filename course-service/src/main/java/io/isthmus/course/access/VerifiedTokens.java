package io.isthmus.course.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.ForbiddenException;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which tokens were right, since checking a signature takes longer than everything else that a warm answer
 * needs. Not beyond a token's end, and for a minute at most, so that a key that was withdrawn is soon of no use.
 *
 * @see <a href="https://quarkus.io/guides/security-jwt#custom-factories">Custom factories</a>
 */
@Singleton
@Alternative
@Priority(1)
public class VerifiedTokens extends JWTCallerPrincipalFactory {

    private static final int TOKENS = 20_000;
    private static final int HASHED = 16;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final JWTCallerPrincipalFactory verifier;
    private final Clock clock;
    private final Cache<Token, Verified> verified = Caffeine.newBuilder()
            .maximumSize(TOKENS)
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .build();

    /**
     * Alike if they are the same from end to end. That is looked for by the end of the signature, which differs as well
     * as the whole does: to hash all of it took longer than what is left to do of a warm answer.
     */
    private record Token(String compact) {

        @Override
        public int hashCode() {
            return compact.substring(Math.max(0, compact.length() - HASHED)).hashCode();
        }
    }

    /**
     * A token that was right.
     *
     * @param caller who sent it; null for one that lets nobody in here
     */
    private record Verified(
            JWTCallerPrincipal principal, @Nullable Caller caller) {}

    @Inject
    VerifiedTokens(Clock clock) {
        this(new DefaultJWTCallerPrincipalFactory(), clock);
    }

    VerifiedTokens(JWTCallerPrincipalFactory verifier, Clock clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /** @return empty for a token that has to be checked */
    Optional<JWTCallerPrincipal> known(String token) {
        return find(token).map(Verified::principal);
    }

    /** @return who sent it; empty for a token that has to be checked, and for one that lets nobody in here */
    Optional<Caller> caller(String token) {
        return find(token).map(Verified::caller);
    }

    private Optional<Verified> find(String token) {
        return Optional.ofNullable(verified.getIfPresent(new Token(token)))
                .filter(found ->
                        clock.instant().getEpochSecond() < found.principal().getExpirationTime());
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        Optional<JWTCallerPrincipal> known = known(token);
        if (known.isPresent()) {
            return known.get();
        }
        JWTCallerPrincipal principal = verifier.parse(token, context);
        verified.put(new Token(token), new Verified(principal, callerOf(principal, token)));
        return principal;
    }

    /** The signature says nothing of the token's type, or of what it allows. */
    private static @Nullable Caller callerOf(JWTCallerPrincipal principal, String token) {
        if (!AccessTokenType.isAccessToken(token)) {
            return null;
        }
        try {
            return Callers.of(principal);
        } catch (ForbiddenException e) {
            return null;
        }
    }
}
