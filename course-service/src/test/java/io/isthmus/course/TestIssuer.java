package io.isthmus.course;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Issues access tokens as token-service does, and serves the key they are checked with. */
public final class TestIssuer implements QuarkusTestResourceLifecycleManager {

    private static final String KEY_ID = "test-1";

    private final KeyPair keys = generate();
    private final HttpServer server = listen();

    private volatile boolean away;

    /** @param is whether it gives no answer */
    public void away(boolean is) {
        away = is;
    }

    @Override
    public Map<String, String> start() {
        server.createContext("/.well-known/jwks.json", exchange -> {
            if (away) {
                exchange.sendResponseHeaders(503, -1);
                exchange.close();
                return;
            }
            byte[] body = jwks().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/jwk-set+json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return Map.of(
                "isthmus.issuer",
                url(),
                // The LMS is left alone for a moment only, so that no test waits for long.
                "isthmus.lms.breaker-delay",
                "PT0.5S",
                "isthmus.certificates.scan-every",
                "off",
                "isthmus.certificates.verify-limit",
                "12",
                "isthmus.cors.origins",
                "/http://127.0.0.1:[0-9]+/",
                // So that tests can come from several addresses.
                "quarkus.http.proxy.proxy-address-forwarding",
                "true");
    }

    private static HttpServer listen() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String jwks() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return """
            {"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"%s","x":"%s","y":"%s"}]}\
            """.formatted(
                        KEY_ID,
                        coordinate(key.getW().getAffineX().toByteArray()),
                        coordinate(key.getW().getAffineY().toByteArray()));
    }

    private static String coordinate(byte[] number) {
        byte[] fixed = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, fixed, 32 - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins the access token of a client that may read about everybody of its source. */
    public Token client(String clientId, String source) {
        return new Token(keys.getPrivate(), url())
                .claim("sub", clientId)
                .claim("client_id", clientId)
                .claim("source", source)
                .claim("scope", "token:mint courses:read");
    }

    /** Begins the access token that a client got for a person. */
    public Token person(String cmsUid, String source) {
        return client("portal", source).claim("sub", cmsUid).claim("scope", "");
    }

    /** An access token that is right until something is changed. */
    public static final class Token {

        private final JwtClaims claims = new JwtClaims();
        private PrivateKey key;
        private String type = "at+jwt";

        private Token(PrivateKey key, String issuer) {
            this.key = key;
            claims.setIssuer(issuer);
            claims.setAudience("isthmus");
            claims.setIssuedAtToNow();
            claims.setExpirationTimeMinutesInTheFuture(5);
            claims.setGeneratedJwtId();
        }

        public Token claim(String name, Object value) {
            claims.setClaim(name, value);
            return this;
        }

        public Token without(String name) {
            claims.unsetClaim(name);
            return this;
        }

        public Token type(String value) {
            type = value;
            return this;
        }

        public Token signedBy(PrivateKey other) {
            key = other;
            return this;
        }

        @Override
        public String toString() {
            try {
                var signature = new JsonWebSignature();
                signature.setAlgorithmHeaderValue("ES256");
                signature.setHeader("typ", type);
                signature.setKeyIdHeaderValue(KEY_ID);
                signature.setPayload(claims.toJson());
                signature.setKey(key);
                return signature.getCompactSerialization();
            } catch (JoseException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(TestIssuer.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
