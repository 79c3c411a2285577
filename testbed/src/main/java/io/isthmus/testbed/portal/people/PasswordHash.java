package io.isthmus.testbed.portal.people;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.KeySpec;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A salted hash, {@code pbkdf2-sha256$<iterations>$<salt>$<hash>}; it does not print. */
public final class PasswordHash {

    /** Few: the JSON:API checks a password on every call, and the sample passwords are public anyway. */
    private static final int ITERATIONS = 100;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final String PREFIX = "pbkdf2-sha256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String encoded;

    private PasswordHash(String encoded) {
        this.encoded = encoded;
    }

    public static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new PasswordHash(String.join(
                "$",
                PREFIX,
                String.valueOf(ITERATIONS),
                base64.encodeToString(salt),
                base64.encodeToString(derive(password, salt, ITERATIONS))));
    }

    @JsonCreator
    static PasswordHash parse(String encoded) {
        if (encoded.split("\\$").length != 4 || !encoded.startsWith(PREFIX + "$")) {
            throw new IllegalArgumentException("not a password hash");
        }
        return new PasswordHash(encoded);
    }

    @JsonValue
    String encoded() {
        return encoded;
    }

    public boolean matches(String password) {
        String[] parts = encoded.split("\\$");
        byte[] expected = Base64.getDecoder().decode(parts[3]);
        byte[] actual = derive(password, Base64.getDecoder().decode(parts[2]), Integer.parseInt(parts[1]));
        return MessageDigest.isEqual(expected, actual);
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        KeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no PBKDF2 in this JDK", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash hash && hash.encoded.equals(encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "PasswordHash[***]";
    }
}
