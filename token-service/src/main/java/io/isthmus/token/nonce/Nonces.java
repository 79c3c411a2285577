package io.isthmus.token.nonce;

import io.isthmus.token.Unavailable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;

/** The store in Redis, as long as that Redis keeps what it is given. */
@Singleton
@Typed(NonceStore.class)
public class Nonces implements NonceStore {

    private final RedisNonceStore store;
    private final NonceEpochs epochs;

    @Inject
    public Nonces(RedisNonceStore store, NonceEpochs epochs) {
        this.store = store;
        this.epochs = epochs;
    }

    @Override
    public Uni<Claim> claim(String clientId, String nonce, Instant issuedAt) {
        if (epochs.state().evicts()) {
            return Uni.createFrom().failure(new Unavailable(Unavailable.Dependency.REDIS));
        }
        return store.claim(clientId, nonce, issuedAt);
    }
}
