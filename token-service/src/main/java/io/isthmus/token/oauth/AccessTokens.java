package io.isthmus.token.oauth;

import io.isthmus.token.Issuer;
import io.isthmus.token.client.BearerTokens;
import io.isthmus.token.client.Client;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.verify.Subject;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;

/** JWT access tokens (RFC 9068): signs them, and reads those of clients that come back here. */
@Singleton
public class AccessTokens implements BearerTokens {

    private static final String AUDIENCE = "isthmus";
    private static final String TYPE = "at+jwt";

    private final SigningKeys keys;
    private final Issuer issuer;
    private final Clock clock;
    private final RandomText random;
    private final Duration ttl;

    @Inject
    public AccessTokens(SigningKeys keys, Issuer issuer, Clock clock, RandomText random, OAuthConfig config) {
        if (config.ttl().compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("isthmus.oauth.ttl is at most PT5M");
        }
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
        this.random = random;
        this.ttl = config.ttl();
    }

    Duration ttl() {
        return ttl;
    }

    /** An access token of the client itself. */
    String ofClient(Client client, Set<String> scopes) {
        return sign(client, client.id(), scopes);
    }

    /** An access token of a person, given to a client. */
    String ofPerson(Client client, Subject subject, Set<String> scopes) {
        return sign(client, subject.id(), scopes);
    }

    private String sign(Client client, String subject, Set<String> scopes) {
        SigningKey key = keys.signing();
        var now = clock.instant();
        return Jwt.issuer(issuer.uri().toString())
                .audience(AUDIENCE)
                .subject(subject)
                .issuedAt(now)
                .expiresAt(now.plus(ttl))
                .claim("jti", random.identifier())
                .claim("client_id", client.id())
                .claim("source", client.source())
                .claim("scope", String.join(" ", new TreeSet<>(scopes)))
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(key.kid())
                .header("typ", TYPE)
                .sign(key.key().getPrivateKey());
    }

    @Override
    public Optional<Bearer> read(String accessToken) {
        try {
            JwtClaims claims = consumer().processToClaims(accessToken);
            String clientId = claims.getStringClaimValue("client_id");
            if (clientId == null || !clientId.equals(claims.getSubject())) {
                return Optional.empty();
            }
            String scope = claims.getStringClaimValue("scope");
            Set<String> scopes =
                    scope == null || scope.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(scope.split(" ")));
            return Optional.of(new Bearer(clientId, scopes));
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                .setVerificationKeyResolver((jws, nesting) -> publicKey(jws))
                .setExpectedType(true, TYPE)
                .setExpectedIssuer(issuer.uri().toString())
                .setExpectedAudience(AUDIENCE)
                .setRequireExpirationTime()
                .setRequireSubject()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private Key publicKey(JsonWebSignature jws) throws UnresolvableKeyException {
        String kid = jws.getKeyIdHeaderValue();
        return Optional.ofNullable(kid)
                .flatMap(keys.ring()::find)
                .map(found -> (Key) found.key().getPublicKey())
                .orElseThrow(() -> new UnresolvableKeyException("unknown kid"));
    }
}
