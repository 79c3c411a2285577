package io.isthmus.token.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.wire.JweCodec;
import io.isthmus.token.wire.JweKey;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.SsoLoginCodec;
import io.isthmus.token.wire.SsoLoginKey;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes tokens as a client's own code would, right ones and wrong ones. */
public final class Forge {

    public static final String SECRET = "test-portal-signing-secret-0123456789";
    public static final String KID = "portal-1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Instant now;

    /** @param now what tokens say unless told otherwise; cut to seconds */
    public Forge(Instant now) {
        this.now = Instant.ofEpochSecond(now.getEpochSecond());
    }

    public Instant now() {
        return now;
    }

    /** A right payload of the plugin, changed. */
    public ObjectNode ssoLoginPayload(Consumer<ObjectNode> change) {
        ObjectNode payload = JSON.createObjectNode()
                .put("timestamp", now.getEpochSecond())
                .put("nonce", nonce())
                .put("username", "ada")
                .put("email", "ada@example.org")
                .put("firstname", "Ada")
                .put("lastname", "Lovelace")
                .put("uid", "101");
        change.accept(payload);
        return payload;
    }

    public PresentedToken.Signed ssoLogin(Consumer<ObjectNode> change) {
        return ssoLogin(SECRET, bytes(ssoLoginPayload(change)));
    }

    public static PresentedToken.Signed ssoLogin(String secret, byte[] plaintext) {
        return SsoLoginCodec.seal(SsoLoginKey.of(SecretBytes.ofText(secret)), new byte[16], plaintext);
    }

    /** Right claims of a JWE, changed. */
    public ObjectNode jweClaims(Consumer<ObjectNode> change) {
        ObjectNode claims = JSON.createObjectNode()
                .put("iss", "portal")
                .put("aud", "lms")
                .put("sub", "101")
                .put("jti", nonce())
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + 120)
                .put("preferred_username", "ada")
                .put("email", "ada@example.org")
                .put("email_verified", true);
        change.accept(claims);
        return claims;
    }

    public PresentedToken.Compact jwe(Consumer<ObjectNode> change) {
        return jwe(KID, SECRET, bytes(jweClaims(change)));
    }

    public static PresentedToken.Compact jwe(String kid, String secret, byte[] plaintext) {
        JweKey key = JweKey.fromSecret(SecretBytes.ofText(secret));
        return new PresentedToken.Compact(JweCodec.seal(kid, key, new byte[16], plaintext));
    }

    public PresentedToken.Plain plain(String username, String email, String time) {
        var key = SsoLoginKey.of(SecretBytes.ofText(SECRET));
        return new PresentedToken.Plain(username, email, time, SsoLoginCodec.tokenV0(key, username, email, time));
    }

    public PresentedToken.Signed v1(Consumer<ObjectNode> change) {
        ObjectNode payload = JSON.createObjectNode().put("username", "ada").put("timestamp", now.getEpochSecond());
        change.accept(payload);
        return SsoLoginCodec.sealV1(SsoLoginKey.of(SecretBytes.ofText(SECRET)), new byte[16], bytes(payload));
    }

    /** @return the token as a form or a JSON body has it */
    public static Map<String, String> fields(PresentedToken token) {
        var fields = new HashMap<String, String>();
        if (token instanceof PresentedToken.Signed signed) {
            fields.put("data", signed.data());
            if (signed.sig() != null) {
                fields.put("sig", signed.sig());
            }
        } else if (token instanceof PresentedToken.Compact compact) {
            fields.put("token", compact.token());
        } else if (token instanceof PresentedToken.Plain plain) {
            fields.putAll(Map.of(
                    "username", plain.username(),
                    "email", plain.email(),
                    "time", plain.time(),
                    "token", plain.token()));
        }
        return fields;
    }

    public static String nonce() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    public static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
