package io.isthmus.usersync;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Stands in for token-service's keys: makes one, and lets the service trust it. */
public final class TokenIssuer implements QuarkusTestResourceLifecycleManager {

    private static final String ISSUER = "http://localhost:9001";
    private static final String KEY_ID = "test";
    private static final int COORDINATE_BYTES = 32;

    private final KeyPair keys;

    public TokenIssuer() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            Path jwks = Files.createTempFile("jwks-", ".json");
            jwks.toFile().deleteOnExit();
            Files.writeString(jwks, jwks());
            return Map.of("mp.jwt.verify.publickey.location", jwks.toUri().toString(), "isthmus.issuer", ISSUER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String jwks() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"use\":\"sig\",\"kid\":\"" + KEY_ID
                + "\",\"x\":\"" + base64(point.getAffineX()) + "\",\"y\":\"" + base64(point.getAffineY()) + "\"}]}";
    }

    private static String base64(BigInteger coordinate) {
        byte[] bytes = coordinate.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int from = Math.max(0, bytes.length - COORDINATE_BYTES);
        byte[] tail = Arrays.copyOfRange(bytes, from, bytes.length);
        System.arraycopy(tail, 0, fixed, COORDINATE_BYTES - tail.length, tail.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }

    /** @return an access token as token-service would give one to the operator */
    public String token(String scope) {
        return token(scope, "isthmus", "at+jwt");
    }

    public String token(String scope, String audience, String type) {
        return token(scope, audience, type, "cms");
    }

    /** @param source the CMS whose client it is */
    public String token(String scope, String audience, String type, String source) {
        return Jwt.issuer(ISSUER)
                .audience(audience)
                .subject("operator")
                .claim("client_id", "operator")
                .claim("scope", scope)
                .claim("source", source)
                .expiresIn(Duration.ofMinutes(5))
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(KEY_ID)
                .header("typ", type)
                .sign(keys.getPrivate());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(TokenIssuer.class));
    }

    @Override
    public void stop() {}
}
