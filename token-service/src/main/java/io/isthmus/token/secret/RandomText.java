package io.isthmus.token.secret;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** Identifiers that cannot be guessed. */
@Singleton
public class RandomText {

    private static final int BYTES = 16;

    /** Without 0, 1, I, L, O and U: people read references to each other over the telephone. */
    private static final String READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int HALF_REFERENCE = 4;

    private final SecureRandom random;

    @Inject
    public RandomText(SecureRandom random) {
        this.random = random;
    }

    /** @return 128 bits in base64url */
    public String identifier() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(BYTES));
    }

    /** @return 128 bits in lower-case hexadecimal */
    public String hex() {
        return HexFormat.of().formatHex(bytes(BYTES));
    }

    /** @return such as {@code 7F3K-92QD} */
    public String reference() {
        var reference = new StringBuilder();
        for (int i = 0; i < 2 * HALF_REFERENCE; i++) {
            reference.append(i == HALF_REFERENCE ? "-" : "").append(READABLE.charAt(random.nextInt(READABLE.length())));
        }
        return reference.toString();
    }

    /** @return a random UUID (RFC 9562, version 4) */
    public String uuid() {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(BYTES));
        long most = bytes.getLong() & ~0xF000L | 0x4000L;
        long least = bytes.getLong() & ~(3L << 62) | 1L << 63;
        return new UUID(most, least).toString();
    }

    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
