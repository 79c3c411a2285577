package io.isthmus.token.oauth;

import io.isthmus.token.Issuer;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.verify.Subject;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Signs logout tokens (OpenID Connect Back-Channel Logout 1.0 §2.4). */
@Singleton
public class LogoutTokens {

    /** The member of {@code events} that makes a JWT a logout token. */
    public static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** The {@code typ} of its header. */
    public static final String TYPE = "logout+jwt";

    private static final Duration LIFETIME = Duration.ofMinutes(2);

    private final SigningKeys keys;
    private final Issuer issuer;
    private final Clock clock;
    private final RandomText random;

    @Inject
    LogoutTokens(SigningKeys keys, Issuer issuer, Clock clock, RandomText random) {
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param clientId for whom it is
     * @throws io.isthmus.token.Unavailable until there are signing keys
     */
    public String sign(String clientId, Subject subject, String sid) {
        SigningKey key = keys.signing();
        var now = clock.instant();
        return Jwt.issuer(issuer.uri().toString())
                .audience(clientId)
                .subject(subject.id())
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .claim("jti", random.identifier())
                .claim("sid", sid)
                .claim("events", Map.of(EVENT, Map.of()))
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(key.kid())
                .header("typ", TYPE)
                .sign(key.key().getPrivateKey());
    }
}
