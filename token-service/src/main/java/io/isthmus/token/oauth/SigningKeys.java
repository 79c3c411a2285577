package io.isthmus.token.oauth;

import io.isthmus.token.Unavailable;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.secret.DerivedKeys;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.wire.JweKey;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** The signing keys as this instance knows them. It keeps them while Redis is away, and puts them back if it forgot. */
@Singleton
public class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);

    private final RedisSigningKeys store;
    private final OAuthConfig config;
    private final Clock clock;
    private final RandomText random;
    private volatile SigningKeyRing ring = SigningKeyRing.empty();

    @Inject
    public SigningKeys(
            RedisCommands redis, DerivedKeys derivedKeys, RandomText random, OAuthConfig config, Clock clock) {
        JweKey encryption = JweKey.ofBytes(derivedKeys.forPurpose("signing keys at rest"));
        this.store = new RedisSigningKeys(redis.inBackground(), encryption, random);
        this.config = config;
        this.clock = clock;
        this.random = random;
    }

    /** @throws Unavailable until the keys were read */
    SigningKey signing() {
        return ring.signing(clock.instant()).orElseThrow(() -> new Unavailable(Unavailable.Dependency.SIGNING_KEYS));
    }

    List<SigningKey> published() {
        return ring.keys();
    }

    SigningKeyRing ring() {
        return ring;
    }

    @Scheduled(every = "{isthmus.oauth.key-refresh:PT2S}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return store.load()
                .flatMap(this::tend)
                .onFailure()
                .invoke(failure -> LOG.warnf("signing keys not refreshed: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> tend(RedisSigningKeys.Stored stored) {
        SigningKeyRing known = stored.sealed().isEmpty() ? ring : stored.ring();
        SigningKeyRing tended = known.tended(clock.instant(), config.keyRotation(), config.keyOverlap(), this::newKey);
        if (tended.equals(stored.ring())) {
            ring = tended;
            return Uni.createFrom().voidItem();
        }
        return store.replace(stored, tended)
                .flatMap(done -> done
                        ? accept(tended)
                        : store.load().invoke(now -> ring = now.ring()).replaceWithVoid());
    }

    private Uni<Void> accept(SigningKeyRing tended) {
        LOG.infof("signing keys: %d published", tended.keys().size());
        ring = tended;
        return Uni.createFrom().voidItem();
    }

    private SigningKey newKey(Instant activeFrom) {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(random.identifier());
            key.setUse(Use.SIGNATURE);
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return new SigningKey(key, activeFrom);
        } catch (JoseException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }
}
