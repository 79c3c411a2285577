package io.isthmus.token.wire;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;

/** Reads public keys from a JWK Set (RFC 7517 §5) or from PEM (RFC 7468: public keys, certificates). */
public final class PublicKeyFile {

    private static final int MAX_KEYS = 8;
    private static final int MIN_RSA_BITS = 2048;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private PublicKeyFile() {}

    /** @throws IllegalArgumentException in words for an operator */
    public static PublicKeys parse(String text) {
        List<PublicJsonWebKey> keys = text.stripLeading().startsWith("{") ? jwks(text) : pem(text);
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("must hold 1 to " + MAX_KEYS + " public keys, as JWK Set or PEM");
        }
        keys.forEach(PublicKeyFile::check);
        return new PublicKeys(keys);
    }

    private static List<PublicJsonWebKey> jwks(String text) {
        try {
            var keys = new ArrayList<PublicJsonWebKey>();
            for (JsonWebKey key : new JsonWebKeySet(text).getJsonWebKeys()) {
                if (!(key instanceof PublicJsonWebKey publicKey)) {
                    throw new IllegalArgumentException("holds a key that is not public");
                }
                if (key.getUse() == null || key.getUse().equals("sig")) {
                    keys.add(publicKey);
                }
            }
            return keys;
        } catch (JoseException e) {
            throw new IllegalArgumentException("is no JWK Set", e);
        }
    }

    private static List<PublicJsonWebKey> pem(String text) {
        return PEM.matcher(text).results().map(PublicKeyFile::pemBlock).toList();
    }

    private static PublicJsonWebKey pemBlock(MatchResult block) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            PublicKey key = switch (block.group(1)) {
                case "PUBLIC KEY" -> publicKey(der);
                case "CERTIFICATE" ->
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(block.group().getBytes(StandardCharsets.US_ASCII)))
                            .getPublicKey();
                default -> throw new IllegalArgumentException("holds a key that is not public");
            };
            return PublicJsonWebKey.Factory.newPublicJwk(key);
        } catch (GeneralSecurityException | JoseException e) {
            throw new IllegalArgumentException("holds a key that cannot be read", e);
        }
    }

    private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
        var spec = new X509EncodedKeySpec(der);
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(spec);
            } catch (InvalidKeySpecException e) {
                continue;
            }
        }
        throw new InvalidKeySpecException("neither RSA nor EC nor Ed25519");
    }

    private static void check(PublicJsonWebKey key) {
        if (key.getPrivateKey() != null) {
            throw new IllegalArgumentException("holds a private key; only its public half belongs here");
        }
        boolean strong = key instanceof RsaJsonWebKey rsa
                ? rsa.getRsaPublicKey().getModulus().bitLength() >= MIN_RSA_BITS
                : key instanceof EllipticCurveJsonWebKey curve
                        ? curve.getCurveName().equals("P-256")
                        : key instanceof OctetKeyPairJsonWebKey pair
                                && pair.getSubtype().equals("Ed25519");
        if (!strong) {
            throw new IllegalArgumentException("holds a key that is none of RSA of 2048 bits, P-256, Ed25519");
        }
    }
}
