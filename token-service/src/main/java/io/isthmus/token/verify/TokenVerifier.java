package io.isthmus.token.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.client.ClientRegistry;
import io.isthmus.token.client.OwnedKey;
import io.isthmus.token.verify.Claims.BadClaim;
import io.isthmus.token.wire.JweCodec;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.SsoLoginCodec;
import io.isthmus.token.wire.StrictJson;
import io.isthmus.token.wire.WireFormat;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All of verification but the claim of the nonce, in this order: size, MAC, shape, decryption, strict JSON, client and
 * audience, time, identity. Touches no storage.
 */
public final class TokenVerifier {

    private final Clock clock;
    private final TokenLimits limits;
    private final PayloadReader payloads;
    private final ClaimRules rules;

    public TokenVerifier(Clock clock, TokenLimits limits) {
        this.clock = clock;
        this.limits = limits;
        this.payloads = new PayloadReader(limits.ttl());
        this.rules = new ClaimRules(limits);
    }

    /** @param registry of the clients whose token it may be */
    public Verification check(PresentedToken token, ClientRegistry registry, Presentation at) {
        if (token.size() > limits.maxSize()) {
            return new Verification.Refused(RefusalReason.TOO_LARGE);
        }
        Instant now = clock.instant();
        if (token instanceof PresentedToken.Compact compact) {
            return compact(compact, registry, at, now);
        }
        if (token instanceof PresentedToken.Signed signed) {
            return signed(signed, registry, at, now);
        }
        return plain((PresentedToken.Plain) token, registry, at, now);
    }

    private Verification compact(PresentedToken.Compact token, ClientRegistry registry, Presentation at, Instant now) {
        Optional<JweCodec.Parsed> parsed = JweCodec.parse(token.token());
        if (parsed.isEmpty()) {
            return new Verification.Refused(RefusalReason.MALFORMED);
        }
        Optional<OwnedKey> key = registry.key(parsed.get().kid())
                .filter(owned -> owned.client().mayUse(WireFormat.JWE, now)
                        && owned.key().verifies(now));
        if (key.isEmpty()) {
            return new Verification.Refused(RefusalReason.UNKNOWN_KEY);
        }
        if (!parsed.get().authentic(key.get().key().jwe())) {
            return new Verification.Refused(RefusalReason.BAD_MAC);
        }
        Optional<byte[]> plaintext = parsed.get().open(key.get().key().jwe());
        return judge(plaintext, at, now, payload -> payloads.jwe(key.get(), payload));
    }

    private Verification signed(PresentedToken.Signed token, ClientRegistry registry, Presentation at, Instant now) {
        String sig = token.sig();
        if (sig == null) {
            return unsigned(token.data(), registry, at, now);
        }
        OwnedKey match = null;
        for (OwnedKey owned : registry.verifyingKeys(WireFormat.SSOLOGIN, now)) {
            boolean authentic = owned.key()
                    .ssoLogin()
                    .map(key -> SsoLoginCodec.authentic(key, token.data(), sig))
                    .orElse(false);
            match = authentic ? owned : match;
        }
        if (match == null) {
            return signedV1(token.data(), sig, registry, at, now);
        }
        OwnedKey key = match;
        Optional<byte[]> plaintext = key.key().ssoLogin().flatMap(secret -> SsoLoginCodec.open(secret, token.data()));
        return judge(plaintext, at, now, payload -> payloads.ssoLogin(key, WireFormat.SSOLOGIN, payload, sig));
    }

    private Verification signedV1(String data, String sig, ClientRegistry registry, Presentation at, Instant now) {
        OwnedKey match = null;
        Optional<byte[]> plaintext = Optional.empty();
        for (OwnedKey owned : registry.verifyingKeys(WireFormat.V1, now)) {
            Optional<byte[]> opened = owned.key().ssoLogin().flatMap(key -> SsoLoginCodec.openV1(key, data, sig));
            match = opened.isPresent() ? owned : match;
            plaintext = opened.isPresent() ? opened : plaintext;
        }
        if (match == null) {
            return new Verification.Refused(RefusalReason.BAD_MAC);
        }
        OwnedKey key = match;
        return judge(plaintext, at, now, payload -> payloads.ssoLogin(key, WireFormat.V1, payload, sig));
    }

    /** Without a signature a key fits if what it decrypts is JSON; from the allowed networks only. */
    private Verification unsigned(String data, ClientRegistry registry, Presentation at, Instant now) {
        for (OwnedKey owned : registry.verifyingKeys(WireFormat.UNSIGNED, now)) {
            Optional<byte[]> plaintext = owned.client().mayUse(WireFormat.UNSIGNED, now, at.remote())
                    ? owned.key().ssoLogin().flatMap(key -> SsoLoginCodec.open(key, data))
                    : Optional.empty();
            if (plaintext.flatMap(StrictJson::object).isPresent()) {
                String ciphertext = SsoLoginCodec.ciphertextOf(data).orElseThrow();
                return judge(
                        plaintext,
                        at,
                        now,
                        payload -> payloads.ssoLogin(owned, WireFormat.UNSIGNED, payload, ciphertext));
            }
        }
        return new Verification.Refused(RefusalReason.BAD_MAC);
    }

    private Verification plain(PresentedToken.Plain token, ClientRegistry registry, Presentation at, Instant now) {
        OwnedKey match = null;
        for (OwnedKey owned : registry.verifyingKeys(WireFormat.V0, now)) {
            boolean authentic = owned.key()
                    .ssoLogin()
                    .map(key -> SsoLoginCodec.authenticV0(key, token))
                    .orElse(false);
            match = authentic ? owned : match;
        }
        if (match == null) {
            return new Verification.Refused(RefusalReason.BAD_MAC);
        }
        OwnedKey key = match;
        return judge(at, now, () -> payloads.plain(key, token));
    }

    private interface JsonReader {
        TokenContent read(ObjectNode payload);
    }

    private interface ContentReader {
        TokenContent read();
    }

    private Verification judge(Optional<byte[]> plaintext, Presentation at, Instant now, JsonReader reader) {
        if (plaintext.isEmpty()) {
            return new Verification.Refused(RefusalReason.NOT_DECRYPTABLE);
        }
        @Nullable ObjectNode payload = StrictJson.object(plaintext.get()).orElse(null);
        if (payload == null) {
            return new Verification.Refused(RefusalReason.BAD_JSON);
        }
        return judge(at, now, () -> reader.read(payload));
    }

    private Verification judge(Presentation at, Instant now, ContentReader reader) {
        TokenContent content;
        try {
            content = reader.read();
        } catch (BadClaim e) {
            return new Verification.Refused(e.reason());
        }
        return rules.judge(content, at.audiences(), now);
    }
}
