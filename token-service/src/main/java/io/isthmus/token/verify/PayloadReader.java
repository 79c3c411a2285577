package io.isthmus.token.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.client.OwnedKey;
import io.isthmus.token.secret.Hashes;
import io.isthmus.token.verify.Claims.BadClaim;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.StrictBase64;
import io.isthmus.token.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the claims of each form. What is of the wrong type is a {@link BadClaim}. */
final class PayloadReader {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final Duration ttl;

    /** @param ttl the lifetime of tokens that name no end */
    PayloadReader(Duration ttl) {
        this.ttl = ttl;
    }

    /** The plugin's payload, v3 and v1. */
    TokenContent ssoLogin(OwnedKey key, WireFormat format, ObjectNode payload, String sig) {
        var claims = new Claims(payload);
        Instant issuedAt = claims.time("timestamp");
        Optional<String> uid = claims.uid("uid").or(() -> claims.uid("idnumber"));
        String username = claims.required("username");
        Optional<String> nonce = claims.nonce("nonce");
        var user = new UserClaims(
                uid,
                username,
                claims.text("email"),
                claims.flag("email_verified"),
                claims.text("firstname"),
                claims.text("lastname"),
                claims.text("lang"),
                claims.text("city"),
                claims.text("country"));
        return new TokenContent(
                key,
                format,
                Optional.empty(),
                Optional.empty(),
                issuedAt,
                issuedAt.plus(ttl),
                nonce,
                nonce.isPresent() && format != WireFormat.UNSIGNED ? "" : macNonce(sig),
                claims.redirect(),
                username,
                user);
    }

    /** The claims of RFC 7519 and of OpenID Connect Core §5.1. */
    TokenContent jwe(OwnedKey key, ObjectNode payload) {
        var claims = new Claims(payload);
        Claims address = claims.within("address");
        String username = claims.required("preferred_username");
        var user = new UserClaims(
                Optional.of(claims.required("sub")),
                username,
                claims.text("email"),
                claims.flag("email_verified"),
                claims.text("given_name"),
                claims.text("family_name"),
                claims.text("locale"),
                address.text("locality"),
                address.text("country"));
        return new TokenContent(
                key,
                WireFormat.JWE,
                Optional.of(claims.required("iss")),
                Optional.of(audiences(payload.path("aud"))),
                claims.time("iat"),
                claims.time("exp"),
                claims.nonce("jti"),
                "",
                claims.redirect(),
                username,
                user);
    }

    /** The parameters of the plugin's first release. */
    TokenContent plain(OwnedKey key, PresentedToken.Plain token) {
        if (!SECONDS.matcher(token.time()).matches()) {
            throw new BadClaim(RefusalReason.BAD_CLAIM);
        }
        Instant issuedAt = Claims.seconds(Long.parseLong(token.time()));
        Optional<String> none = Optional.empty();
        var user =
                new UserClaims(none, token.username(), Optional.of(token.email()), false, none, none, none, none, none);
        return new TokenContent(
                key,
                WireFormat.V0,
                none,
                Optional.empty(),
                issuedAt,
                issuedAt.plus(ttl),
                none,
                macNonce(token.token()),
                none,
                token.username(),
                user);
    }

    private static Set<String> audiences(JsonNode node) {
        var audiences = new HashSet<String>();
        if (node.isTextual()) {
            audiences.add(node.textValue());
        } else if (node.isArray()) {
            node.forEach(entry -> audiences.add(entry.isTextual() ? entry.textValue() : ""));
        }
        if (audiences.isEmpty() || audiences.contains("")) {
            throw new BadClaim(RefusalReason.BAD_CLAIM);
        }
        return audiences;
    }

    private static String macNonce(String mac) {
        return "mac:" + StrictBase64.encodeUrl(Hashes.sha256(mac.getBytes(StandardCharsets.UTF_8)));
    }
}
