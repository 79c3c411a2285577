package io.isthmus.token.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Optional;
import java.util.Set;

/**
 * Compact JWS (RFC 7515 §7.1) with {@code alg=ES256} (RFC 7518 §3.4) and nothing else, and with one spelling for each
 * token: a header with any other member than {@code alg}, {@code kid} and {@code typ} is refused.
 */
public final class JwsCodec {

    private static final String ALGORITHM = "ES256";
    private static final Set<String> HEADER = Set.of("alg", "kid", "typ");
    private static final int PARTS = 3;

    private JwsCodec() {}

    /** A JWS whose form is right and whose content nobody vouches for yet. */
    public static final class Parsed {

        private final String kid;
        private final String type;
        private final byte[] signed;
        private final byte[] payload;
        private final byte[] signature;

        private Parsed(ObjectNode header, byte[] signed, byte[] payload, byte[] signature) {
            this.kid = header.path("kid").asText();
            this.type = header.path("typ").asText();
            this.signed = signed;
            this.payload = payload;
            this.signature = signature;
        }

        /** @return the key the token says it was signed with */
        public String kid() {
            return kid;
        }

        /** @return what the token says it is; empty text if it does not say */
        public String type() {
            return type;
        }

        /**
         * @param key on the curve P-256
         * @return what was signed, or empty if it was not signed with the key
         */
        public Optional<byte[]> payload(PublicKey key) {
            return Es256.verifies(key, signed, signature) ? Optional.of(payload) : Optional.empty();
        }
    }

    /** @return empty if the text is no JWS of this form */
    public static Optional<Parsed> parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        Optional<ObjectNode> header =
                StrictBase64.decodeUrl(parts[0]).flatMap(StrictJson::object).filter(JwsCodec::isRight);
        Optional<byte[]> payload = StrictBase64.decodeUrl(parts[1]);
        Optional<byte[]> signature = StrictBase64.decodeUrl(parts[2]).filter(bytes -> bytes.length == Es256.SIGNATURE);
        if (header.isEmpty() || payload.isEmpty() || signature.isEmpty()) {
            return Optional.empty();
        }
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        return Optional.of(new Parsed(header.get(), signed, payload.get(), signature.get()));
    }

    private static boolean isRight(ObjectNode header) {
        boolean known = header.properties().stream()
                .allMatch(member ->
                        HEADER.contains(member.getKey()) && member.getValue().isTextual());
        return known && header.has("kid") && ALGORITHM.equals(header.path("alg").textValue());
    }
}
