package io.isthmus.token.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compact JWE (RFC 7516 §7.1) with {@code alg=dir} and {@code enc=A256CBC-HS512} and nothing else: a header with any
 * other member than {@code alg}, {@code enc}, {@code kid} and {@code typ} is refused, so neither compression nor
 * critical extensions nor keys inside the token have a way in.
 */
public final class JweCodec {

    private static final String ALGORITHM = "dir";
    private static final String ENCRYPTION = "A256CBC-HS512";
    private static final String TYPE = "JWT";
    private static final Set<String> HEADER = Set.of("alg", "enc", "kid", "typ");
    private static final int MAX_KID = 128;
    private static final int PARTS = 5;

    private JweCodec() {}

    /** A JWE whose form is right and whose content nobody vouches for yet. */
    public static final class Parsed {

        private final String kid;
        private final byte[] associated;
        private final byte[] iv;
        private final A256CbcHs512.Sealed sealed;
        private @Nullable JweKey vouching;

        private Parsed(String kid, byte[] associated, byte[] iv, A256CbcHs512.Sealed sealed) {
            this.kid = kid;
            this.associated = associated;
            this.iv = iv;
            this.sealed = sealed;
        }

        /** @return the key the token says it was made with */
        public String kid() {
            return kid;
        }

        public boolean authentic(JweKey key) {
            boolean authentic = A256CbcHs512.authentic(key, iv, associated, sealed);
            vouching = authentic ? key : null;
            return authentic;
        }

        /** @return the plaintext, or empty if the tag or the padding is wrong */
        public Optional<byte[]> open(JweKey key) {
            return key == vouching
                    ? AesCbc.decrypt(key.cipherKey(), iv, sealed.ciphertext())
                    : A256CbcHs512.decrypt(key, iv, associated, sealed);
        }
    }

    public static String seal(String kid, JweKey key, byte[] iv, byte[] plaintext) {
        ObjectNode header = StrictJson.newObject()
                .put("alg", ALGORITHM)
                .put("enc", ENCRYPTION)
                .put("typ", TYPE)
                .put("kid", kid);
        String encodedHeader = StrictBase64.encodeUrl(StrictJson.bytes(header));
        var sealed = A256CbcHs512.encrypt(key, iv, ascii(encodedHeader), plaintext);
        return encodedHeader + ".." + StrictBase64.encodeUrl(iv) + "." + StrictBase64.encodeUrl(sealed.ciphertext())
                + "." + StrictBase64.encodeUrl(sealed.tag());
    }

    /** @return empty if the text is no JWE of this form */
    public static Optional<Parsed> parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS || !parts[1].isEmpty()) {
            return Optional.empty();
        }
        Optional<String> kid = StrictBase64.decodeUrl(parts[0])
                .flatMap(StrictJson::object)
                .filter(JweCodec::isRight)
                .map(header -> header.get("kid").textValue());
        Optional<byte[]> iv = StrictBase64.decodeUrl(parts[2]).filter(bytes -> bytes.length == AesCbc.BLOCK);
        Optional<byte[]> ciphertext =
                StrictBase64.decodeUrl(parts[3]).filter(bytes -> bytes.length > 0 && bytes.length % AesCbc.BLOCK == 0);
        Optional<byte[]> tag = StrictBase64.decodeUrl(parts[4]).filter(bytes -> bytes.length == A256CbcHs512.TAG);
        if (kid.isEmpty() || iv.isEmpty() || ciphertext.isEmpty() || tag.isEmpty()) {
            return Optional.empty();
        }
        var sealed = new A256CbcHs512.Sealed(ciphertext.get(), tag.get());
        return Optional.of(new Parsed(kid.get(), ascii(parts[0]), iv.get(), sealed));
    }

    private static boolean isRight(ObjectNode header) {
        for (Iterator<String> names = header.fieldNames(); names.hasNext(); ) {
            if (!HEADER.contains(names.next())) {
                return false;
            }
        }
        JsonNode type = header.path("typ");
        JsonNode kid = header.path("kid");
        return ALGORITHM.equals(header.path("alg").textValue())
                && ENCRYPTION.equals(header.path("enc").textValue())
                && (type.isMissingNode() || TYPE.equals(type.textValue()))
                && kid.isTextual()
                && !kid.textValue().isEmpty()
                && kid.textValue().length() <= MAX_KID;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
