package io.isthmus.bench.token;

import io.isthmus.bench.load.Shot;
import io.isthmus.token.wire.PresentedToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Set;

/** Requests to token-service, and the same ones to the bare service. */
final class TokenShots {

    private static final Set<Integer> GOOD = Set.of(200, 201);

    /** The first ones of a network are refused, the others told to stay away. */
    private static final Set<Integer> REFUSED = Set.of(401, 429);

    private static final String BASIC = "Basic "
            + Base64.getEncoder()
                    .encodeToString("bench:isthmus-bench-api-0123456789-0123456789".getBytes(StandardCharsets.UTF_8));
    private static final Buffer MINT_JWE = mintBody("jwe");
    private static final Buffer MINT_SSOLOGIN = mintBody("ssologin");

    private final TokenForge forge = new TokenForge(Clock.systemUTC());
    private final RequestOptions verify;
    private final RequestOptions mint;

    TokenShots(String verifyPath, String mintPath) {
        this.verify = Shot.post(verifyPath, BASIC);
        this.mint = Shot.post(mintPath, BASIC);
    }

    Shot verifySsoLogin() {
        return new Shot(verify, body(forge.ssoLogin()), GOOD);
    }

    Shot verifyJwe() {
        return new Shot(verify, body(forge.jwe()), GOOD);
    }

    Shot forgedSsoLogin() {
        return new Shot(verify, body(forge.forgedSsoLogin()), REFUSED);
    }

    Shot forgedJwe() {
        return new Shot(verify, body(forge.forgedJwe()), REFUSED);
    }

    Shot mintJwe() {
        return new Shot(mint, MINT_JWE, GOOD);
    }

    Shot mintSsoLogin() {
        return new Shot(mint, MINT_SSOLOGIN, GOOD);
    }

    private static Buffer body(PresentedToken.Signed token) {
        return Buffer.buffer("{\"data\":\"" + token.data() + "\",\"sig\":\"" + token.sig() + "\"}");
    }

    private static Buffer body(String token) {
        return Buffer.buffer("{\"token\":\"" + token + "\"}");
    }

    private static Buffer mintBody(String format) {
        return Buffer.buffer(
                "{\"format\":\"" + format + "\",\"audience\":\"lms\",\"redirect\":\"/course/view.php?id=5\","
                        + "\"user\":{\"cmsUid\":\"101\",\"username\":\"ada\",\"email\":\"ada@example.org\","
                        + "\"emailVerified\":true,\"firstName\":\"Ada\",\"lastName\":\"Lovelace\"}}");
    }
}
