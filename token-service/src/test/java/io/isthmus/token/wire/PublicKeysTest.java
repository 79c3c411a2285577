package io.isthmus.token.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.secret.Hashes;
import io.isthmus.token.support.SignedJwts;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeysTest {

    private static final ObjectNode CLAIMS = StrictJson.newObject().put("sub", "somebody");

    @ParameterizedTest
    @CsvSource({"RSA,2048,RS256", "RSA,2048,PS256", "EC,256,ES256", "Ed25519,255,EdDSA"})
    void readsEachKindFromPemAndFromAKeySet(String kind, int size, String algorithm) throws Exception {
        PublicJsonWebKey key = generate(kind, size);
        String token = SignedJwts.sign(CLAIMS, key, algorithm, Map.of());

        assertThat(PublicKeyFile.parse(pem(key)).open(token)).isPresent();
        assertThat(PublicKeyFile.parse(jwks(key)).open(token))
                .hasValueSatisfying(jwt -> assertThat(jwt.text("sub")).hasValue("somebody"));
    }

    @Test
    void readsACertificate() {
        String certificate = """
            -----BEGIN CERTIFICATE-----
            MIIBdjCCAR2gAwIBAgIUKfmWORZA2aB2rLx9E1vzAJmZFOcwCgYIKoZIzj0EAwIw
            EDEOMAwGA1UEAwwFcm9ib3QwIBcNMjYxMTIyMDg1OTE4WhgPMjEyNjEwMjkwODU5
            MThaMBAxDjAMBgNVBAMMBXJvYm90MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
            HunOTNWiUlqEpeJuaoeiCmGsL8yi51PvJkL1E3Q4kfgND/J0UjvBmSSdWdaV3aa1
            n7qoSbd9Neoj0A0JnGM946NTMFEwHQYDVR0OBBYEFCjpUnHqQ1cQNrpcYJh9cLCi
            w5xIMB8GA1UdIwQYMBaAFCjpUnHqQ1cQNrpcYJh9cLCiw5xIMA8GA1UdEwEB/wQF
            MAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgG6aOqrg0U+ZCkaETEVNEXez3xAJTpjp9
            zQ5WGr02BBoCIARoODE7nfZZGHXPPeWvmN4mWBhW21OqX4ZpwHrc4E9c
            -----END CERTIFICATE-----
            """;

        assertThat(PublicKeyFile.parse(certificate).open(SignedJwts.sign(CLAIMS, "JWT")))
                .isPresent();
    }

    @Test
    void anotherKeyProvesNothing() throws Exception {
        String token = SignedJwts.sign(CLAIMS, generate("EC", 256), "ES256", Map.of());

        assertThat(PublicKeyFile.parse(pem(generate("EC", 256))).open(token)).isEmpty();
    }

    @Test
    void aChangedByteProvesNothing() throws Exception {
        PublicJsonWebKey key = generate("EC", 256);
        PublicKeys keys = PublicKeyFile.parse(jwks(key));
        String token = SignedJwts.sign(CLAIMS, key, "ES256", Map.of());

        assertThat(keys.open(token)).isPresent();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(keys.open(token.substring(0, i) + other + token.substring(i + 1)))
                    .as("byte %d", i)
                    .isEmpty();
        }
    }

    @Test
    void aSecretMadeOfThePublicKeyProvesNothing() throws Exception {
        PublicJsonWebKey key = generate("RSA", 2048);
        String header = StrictBase64.encodeUrl("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.US_ASCII));
        String signed = header + "." + StrictBase64.encodeUrl(StrictJson.bytes(CLAIMS));
        var secret = new SecretKeySpec(pem(key).getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
        byte[] mac = Hashes.hmacSha256(secret, signed.getBytes(StandardCharsets.US_ASCII));

        assertThat(PublicKeyFile.parse(pem(key)).open(signed + "." + StrictBase64.encodeUrl(mac)))
                .isEmpty();
        assertThat(PublicKeyFile.parse(pem(key)).open(signed.replace("HS256", "none") + "."))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u", "crit", "b64"})
    void headersThatChangeWhatIsProvedAreRefused(String member) throws Exception {
        PublicJsonWebKey key = generate("EC", 256);

        String token = SignedJwts.sign(CLAIMS, key, "ES256", Map.of(member, "https://evil.example/"));

        assertThat(PublicKeyFile.parse(pem(key)).open(token)).isEmpty();
    }

    @Test
    void aKeyInsideTheTokenProvesNothing() throws Exception {
        PublicJsonWebKey stranger = generate("EC", 256);
        var jws = new JsonWebSignature();
        jws.setPayload(CLAIMS.toString());
        jws.setAlgorithmHeaderValue("ES256");
        jws.getHeaders().setJwkHeaderValue("jwk", stranger);
        jws.setKey(stranger.getPrivateKey());

        assertThat(PublicKeyFile.parse(pem(generate("EC", 256))).open(jws.getCompactSerialization()))
                .isEmpty();
    }

    @Test
    void refusesKeysThatAreWeakPrivateOrNone() throws Exception {
        assertThatThrownBy(() -> PublicKeyFile.parse(jwks(generate("RSA", 1024))))
                .hasMessageContaining("2048");
        PublicJsonWebKey key = generate("EC", 256);
        assertThatThrownBy(() ->
                        PublicKeyFile.parse("{\"keys\":[" + key.toJson(OutputControlLevel.INCLUDE_PRIVATE) + "]}"))
                .hasMessageContaining("private key");
        String privatePem = block("PRIVATE KEY", key.getPrivateKey().getEncoded());
        assertThatThrownBy(() -> PublicKeyFile.parse(privatePem)).hasMessageContaining("not public");
        assertThatThrownBy(() -> PublicKeyFile.parse(
                        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0\"}]}"))
                .hasMessageContaining("not public");
        assertThatThrownBy(() -> PublicKeyFile.parse("hello")).hasMessageContaining("1 to 8");
        assertThatThrownBy(() -> PublicKeyFile.parse("{\"keys\":[]}")).hasMessageContaining("1 to 8");
    }

    private static PublicJsonWebKey generate(String kind, int size) throws NoSuchAlgorithmException, JoseException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(size);
        KeyPair pair = generator.generateKeyPair();
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
        key.setPrivateKey(pair.getPrivate());
        return key;
    }

    private static String jwks(PublicJsonWebKey key) {
        return "{\"keys\":[" + key.toJson(OutputControlLevel.PUBLIC_ONLY) + "]}";
    }

    private static String pem(PublicJsonWebKey key) {
        return block("PUBLIC KEY", key.getPublicKey().getEncoded());
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }
}
