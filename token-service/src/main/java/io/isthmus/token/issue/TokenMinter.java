package io.isthmus.token.issue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.client.ClientKey;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.verify.UserClaims;
import io.isthmus.token.wire.AesCbc;
import io.isthmus.token.wire.JweCodec;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.SsoLoginCodec;
import io.isthmus.token.wire.StrictJson;
import io.isthmus.token.wire.WireFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes tokens that live for a fixed time and are good for one use. */
final class TokenMinter {

    private final Clock clock;
    private final RandomText random;
    private final Duration ttl;

    TokenMinter(Clock clock, RandomText random, Duration ttl) {
        this.clock = clock;
        this.random = random;
        this.ttl = ttl;
    }

    /** @return empty if the client has no key that may mint now, or none for the format */
    Optional<MintedToken> mint(MintRequest request) {
        Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<ClientKey> key = request.client().mintingKey(issuedAt);
        return request.format() == WireFormat.JWE
                ? key.map(minting -> jwe(request, minting, issuedAt))
                : key.flatMap(minting -> ssoLogin(request, minting, issuedAt));
    }

    private MintedToken jwe(MintRequest request, ClientKey key, Instant issuedAt) {
        UserClaims user = request.user();
        String jti = random.identifier();
        ObjectNode claims = StrictJson.newObject()
                .put("iss", request.client().id())
                .put("aud", request.audience())
                .put("sub", user.cmsUid().orElseThrow())
                .put("jti", jti)
                .put("iat", issuedAt.getEpochSecond())
                .put("exp", issuedAt.plus(ttl).getEpochSecond())
                .put("preferred_username", user.username());
        request.redirect().ifPresent(redirect -> claims.put("redirect", redirect));
        user.email().ifPresent(email -> claims.put("email", email).put("email_verified", user.emailVerified()));
        user.firstName().ifPresent(name -> claims.put("given_name", name));
        user.lastName().ifPresent(name -> claims.put("family_name", name));
        user.locale().ifPresent(locale -> claims.put("locale", locale));
        if (user.city().isPresent() || user.country().isPresent()) {
            ObjectNode address = claims.putObject("address");
            user.city().ifPresent(city -> address.put("locality", city));
            user.country().ifPresent(country -> address.put("country", country));
        }
        String token = JweCodec.seal(key.kid(), key.jwe(), random.bytes(AesCbc.BLOCK), StrictJson.bytes(claims));
        return minted(request, new PresentedToken.Compact(token), jti, issuedAt);
    }

    private Optional<MintedToken> ssoLogin(MintRequest request, ClientKey key, Instant issuedAt) {
        UserClaims user = request.user();
        String nonce = random.hex();
        ObjectNode payload = StrictJson.newObject()
                .put("timestamp", issuedAt.getEpochSecond())
                .put("nonce", nonce)
                .put("username", user.username())
                .put("uid", user.cmsUid().orElseThrow());
        request.redirect().ifPresent(redirect -> payload.put("redirect", redirect));
        user.email().ifPresent(email -> payload.put("email", email).put("email_verified", user.emailVerified()));
        user.firstName().ifPresent(name -> payload.put("firstname", name));
        user.lastName().ifPresent(name -> payload.put("lastname", name));
        user.locale().ifPresent(locale -> payload.put("lang", locale));
        user.city().ifPresent(city -> payload.put("city", city));
        user.country().ifPresent(country -> payload.put("country", country));
        return key.ssoLogin()
                .map(secret -> SsoLoginCodec.seal(secret, random.bytes(AesCbc.BLOCK), StrictJson.bytes(payload)))
                .map(token -> minted(request, token, nonce, issuedAt));
    }

    private MintedToken minted(MintRequest request, PresentedToken token, String jti, Instant issuedAt) {
        return new MintedToken(request.format(), token, jti, issuedAt, issuedAt.plus(ttl));
    }
}
