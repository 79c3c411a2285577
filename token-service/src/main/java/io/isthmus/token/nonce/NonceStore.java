package io.isthmus.token.nonce;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Remembers which tokens were used. */
public interface NonceStore {

    /** What became of a claim. */
    enum Claim {
        /** The token is the caller's: nobody claimed it before, nobody will again. */
        CLAIMED,
        /** It was used. */
        USED,
        /** It is older than what the store remembers, so it may have been used. */
        BEFORE_EPOCH
    }

    /**
     * Claims a token once, among all replicas. Fails with {@link io.isthmus.token.Unavailable} if it cannot be known
     * whether it was claimed before; the claim may then have been made all the same.
     *
     * @param clientId whose token it is; nonces of two clients never meet
     * @param issuedAt when the token says it was made
     */
    Uni<Claim> claim(String clientId, String nonce, Instant issuedAt);
}
