package io.isthmus.bench.token;

import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.wire.AesCbc;
import io.isthmus.token.wire.JweCodec;
import io.isthmus.token.wire.JweKey;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.SsoLoginCodec;
import io.isthmus.token.wire.SsoLoginKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes tokens as a CMS does, each with a nonce of its own; and tokens that only look so. */
public final class TokenForge {

    static final String KID = "bench-1";
    static final SecretBytes SECRET = SecretBytes.ofText("isthmus-bench-secret-0123456789-0123456789");

    private static final String REDIRECT = "/mod/quiz/view.php?id=1234567&section=3&from=dashboard-of-the-portal";
    private static final int NONCE_BYTES = 16;

    private final SsoLoginKey ssoLoginKey = SsoLoginKey.of(SECRET);
    private final JweKey jweKey = JweKey.fromSecret(SECRET);
    private final Clock clock;

    public TokenForge(Clock clock) {
        this.clock = clock;
    }

    SsoLoginKey ssoLoginKey() {
        return ssoLoginKey;
    }

    JweKey jweKey() {
        return jweKey;
    }

    PresentedToken.Signed ssoLogin() {
        String payload = "{\"timestamp\":" + now() + ",\"nonce\":\"" + nonce()
                + "\",\"username\":\"ada\",\"uid\":\"101\","
                + "\"redirect\":\"" + REDIRECT + "\",\"email\":\"ada.lovelace@example.org\",\"email_verified\":true,"
                + "\"firstname\":\"Augusta Ada\",\"lastname\":\"King-Noel, Lovelace\",\"lang\":\"en\","
                + "\"city\":\"Saint-James's Square, London\",\"country\":\"GB\"}";
        return SsoLoginCodec.seal(ssoLoginKey, bytes(AesCbc.BLOCK), payload.getBytes(StandardCharsets.UTF_8));
    }

    /** @return a compact JWE */
    String jwe() {
        long now = now();
        String claims = "{\"iss\":\"bench\",\"aud\":\"lms\",\"sub\":\"101\",\"jti\":\"" + nonce() + "\",\"iat\":" + now
                + ",\"exp\":" + (now + 120) + ",\"preferred_username\":\"ada\",\"redirect\":\"" + REDIRECT
                + "\",\"email\":\"ada.lovelace@example.org\",\"email_verified\":true,\"given_name\":\"Augusta Ada\","
                + "\"family_name\":\"King-Noel, Lovelace\",\"locale\":\"en\","
                + "\"address\":{\"locality\":\"Saint-James's Square, London\",\"country\":\"GB\"}}";
        return JweCodec.seal(KID, jweKey, bytes(AesCbc.BLOCK), claims.getBytes(StandardCharsets.UTF_8));
    }

    /** A token whose signature somebody guessed. */
    PresentedToken.Signed forgedSsoLogin() {
        return new PresentedToken.Signed(ssoLogin().data(), HexFormat.of().formatHex(bytes(32)));
    }

    /** A JWE whose tag somebody guessed. */
    String forgedJwe() {
        String token = jwe();
        return token.substring(0, token.lastIndexOf('.') + 1)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private String nonce() {
        return HexFormat.of().formatHex(bytes(NONCE_BYTES));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }
}
