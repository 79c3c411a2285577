package io.isthmus.token.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.Issuer;
import io.isthmus.token.client.BearerTokens;
import io.isthmus.token.client.Client;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.verify.Subject;
import io.isthmus.token.wire.JwsCodec;
import io.isthmus.token.wire.StrictJson;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** JWT access tokens (RFC 9068): signs them, and reads those of clients that come back here. */
@Singleton
public class AccessTokens implements BearerTokens {

    static final String AUDIENCE = "isthmus";
    private static final String TYPE = "at+jwt";

    private final SigningKeys keys;
    private final Issuer issuer;
    private final Clock clock;
    private final RandomText random;
    private final Duration ttl;
    private final RevokedTokens revoked;

    @Inject
    public AccessTokens(
            SigningKeys keys,
            Issuer issuer,
            Clock clock,
            RandomText random,
            OAuthConfig config,
            RevokedTokens revoked) {
        if (config.ttl().compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("isthmus.oauth.ttl is at most PT5M");
        }
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
        this.random = random;
        this.ttl = config.ttl();
        this.revoked = revoked;
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

    /** @return what an access token of ours says that is not over; whether it was revoked is asked elsewhere */
    Optional<AccessToken> parse(String accessToken) {
        return JwsCodec.parse(accessToken)
                .filter(jws -> jws.type().equals(TYPE))
                .flatMap(jws -> keys.ring().find(jws.kid()).flatMap(key -> jws.payload(key.publicKey())))
                .flatMap(StrictJson::object)
                .filter(this::isOurs)
                .map(AccessToken::of);
    }

    private boolean isOurs(ObjectNode claims) {
        return claims.path("iss").asText().equals(issuer.uri().toString())
                && claims.path("aud").asText().equals(AUDIENCE)
                && clock.instant()
                        .isBefore(Instant.ofEpochSecond(claims.path("exp").asLong()));
    }

    @Override
    public Uni<Optional<Bearer>> read(String accessToken) {
        Optional<AccessToken> token = parse(accessToken).filter(AccessToken::isOfClient);
        if (token.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return revoked.has(token.get())
                .map(gone -> gone
                        ? Optional.empty()
                        : Optional.of(
                                new Bearer(token.get().clientId(), token.get().scopes())));
    }
}
