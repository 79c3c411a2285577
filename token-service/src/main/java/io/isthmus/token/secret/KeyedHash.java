package io.isthmus.token.secret;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Stands for a person in logs and audit: the same person has the same hash, which only this service can make. */
@Singleton
public class KeyedHash {

    private static final int BYTES = 8;

    private final SecretKey key;

    @Inject
    public KeyedHash(DerivedKeys keys) {
        this.key = new SecretKeySpec(keys.forPurpose("people in logs").reveal(), "HmacSHA256");
    }

    /** @return 16 hexadecimal digits */
    public String of(String person) {
        byte[] hash = Hashes.hmacSha256(key, person.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    }
}
