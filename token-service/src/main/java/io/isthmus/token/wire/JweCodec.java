package io.isthmus.token.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Headers, as far as keys made or proved them: there are not many, and each is written and read once. */
    private static final int MAX_HEADERS = 1024;

    private static final Map<String, String> HEADERS_BY_KID = new ConcurrentHashMap<>();
    private static final Map<String, String> KIDS_BY_HEADER = new ConcurrentHashMap<>();

    private JweCodec() {}

    /** A JWE whose form is right and whose content nobody vouches for yet. */
    public static final class Parsed {

        private final String header;
        private final String kid;
        private final byte[] associated;
        private final byte[] iv;
        private final A256CbcHs512.Sealed sealed;
        private @Nullable JweKey vouching;

        private Parsed(String header, String kid, byte[] iv, A256CbcHs512.Sealed sealed) {
            this.header = header;
            this.kid = kid;
            this.associated = ascii(header);
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
            if (authentic) {
                remember(KIDS_BY_HEADER, header, kid);
            }
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
        String encodedHeader = header(kid);
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
        Optional<String> kid = kid(parts[0]);
        Optional<byte[]> iv = StrictBase64.decodeUrl(parts[2]).filter(bytes -> bytes.length == AesCbc.BLOCK);
        Optional<byte[]> ciphertext =
                StrictBase64.decodeUrl(parts[3]).filter(bytes -> bytes.length > 0 && bytes.length % AesCbc.BLOCK == 0);
        Optional<byte[]> tag = StrictBase64.decodeUrl(parts[4]).filter(bytes -> bytes.length == A256CbcHs512.TAG);
        if (kid.isEmpty() || iv.isEmpty() || ciphertext.isEmpty() || tag.isEmpty()) {
            return Optional.empty();
        }
        var sealed = new A256CbcHs512.Sealed(ciphertext.get(), tag.get());
        return Optional.of(new Parsed(parts[0], kid.get(), iv.get(), sealed));
    }

    private static String header(String kid) {
        String known = HEADERS_BY_KID.get(kid);
        if (known != null) {
            return known;
        }
        ObjectNode header = StrictJson.newObject()
                .put("alg", ALGORITHM)
                .put("enc", ENCRYPTION)
                .put("typ", TYPE)
                .put("kid", kid);
        return remember(HEADERS_BY_KID, kid, StrictBase64.encodeUrl(StrictJson.bytes(header)));
    }

    private static Optional<String> kid(String header) {
        String known = KIDS_BY_HEADER.get(header);
        return known != null
                ? Optional.of(known)
                : StrictBase64.decodeUrl(header)
                        .flatMap(StrictJson::object)
                        .filter(JweCodec::isRight)
                        .map(right -> right.get("kid").textValue());
    }

    /** @return the value */
    private static String remember(Map<String, String> headers, String key, String value) {
        if (headers.size() < MAX_HEADERS) {
            headers.put(key, value);
        }
        return value;
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
