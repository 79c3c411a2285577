package io.isthmus.token.nonce;

import io.isthmus.token.TokenConfig;
import io.isthmus.token.nonce.NonceStore.Claim;
import io.isthmus.token.wire.SignedJwt;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** JWTs of other parties that are good for one use: fresh by {@code iat} and {@code exp}, and each {@code jti} once. */
@Singleton
public class JwtIds {

    private static final long MAX_SECONDS = 4_102_444_800L;

    private final NonceStore nonces;
    private final Clock clock;
    private final Duration maxLifetime;
    private final Duration clockSkew;

    @Inject
    public JwtIds(NonceStore nonces, Clock clock, TokenConfig tokens) {
        this.nonces = nonces;
        this.clock = clock;
        this.maxLifetime = tokens.maxLifetime();
        this.clockSkew = tokens.clockSkew();
    }

    /**
     * Whether the JWT may be used now; it is used up then. Fails with {@link io.isthmus.token.Unavailable} if it cannot
     * be known whether it was used before.
     *
     * @param party whose it is; the ids of two parties never meet
     */
    public Uni<Boolean> use(String party, SignedJwt jwt) {
        Optional<String> jti = jwt.text("jti");
        Optional<Instant> issuedAt = issuedAt(jwt);
        if (jti.isEmpty() || issuedAt.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return nonces.claim(party, jti.get(), issuedAt.get()).map(Claim.CLAIMED::equals);
    }

    /**
     * When it was issued, if it is neither over nor too long-lived. One that does not say counts from the longest
     * lifetime before its end.
     */
    private Optional<Instant> issuedAt(SignedJwt jwt) {
        Optional<Instant> issuedAt = instant(jwt, "iat");
        Optional<Instant> end = instant(jwt, "exp");
        if (jwt.has("iat") && issuedAt.isEmpty() || jwt.has("exp") && end.isEmpty()) {
            return Optional.empty();
        }
        if (issuedAt.isEmpty() && end.isEmpty()) {
            return Optional.empty();
        }
        Instant expiresAt = end.orElseGet(() -> issuedAt.orElseThrow().plus(maxLifetime));
        Instant begin = issuedAt.orElseGet(() -> expiresAt.minus(maxLifetime));
        Instant now = clock.instant();
        boolean fresh = !begin.isAfter(now.plus(clockSkew))
                && begin.isBefore(expiresAt)
                && now.isBefore(expiresAt.plus(clockSkew))
                && !expiresAt.isAfter(begin.plus(maxLifetime))
                && (!jwt.has("nbf")
                        || instant(jwt, "nbf")
                                .filter(from -> !from.isAfter(now.plus(clockSkew)))
                                .isPresent());
        return fresh ? Optional.of(begin) : Optional.empty();
    }

    private static Optional<Instant> instant(SignedJwt jwt, String name) {
        OptionalLong seconds = jwt.seconds(name);
        return seconds.isPresent() && seconds.getAsLong() <= MAX_SECONDS
                ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
                : Optional.empty();
    }
}
