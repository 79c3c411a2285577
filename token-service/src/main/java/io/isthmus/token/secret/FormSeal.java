package io.isthmus.token.secret;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Seals a form to a browser's cookie, so that no other site can send it (CSRF). */
@Singleton
public class FormSeal {

    private final SecretKey key;

    @Inject
    public FormSeal(DerivedKeys keys) {
        this.key = new SecretKeySpec(keys.forPurpose("forms").reveal(), "HmacSHA256");
    }

    /**
     * @param form which form
     * @param cookie what the browser holds
     */
    public String seal(String form, String cookie) {
        byte[] mac = Hashes.hmacSha256(key, (form + "\n" + cookie).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    public boolean holds(@Nullable String seal, String form, String cookie) {
        byte[] expected = seal(form, cookie).getBytes(StandardCharsets.US_ASCII);
        return seal != null && MessageDigest.isEqual(expected, seal.getBytes(StandardCharsets.UTF_8));
    }
}
