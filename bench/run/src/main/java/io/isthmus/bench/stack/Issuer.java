package io.isthmus.bench.stack;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** In the place of token-service: a published key, and access tokens it signed. */
public final class Issuer implements AutoCloseable {

    private static final String KID = "bench";
    private static final Duration TTL = Duration.ofMinutes(5);

    private final HttpServer server;
    private final EllipticCurveJsonWebKey key;

    private Issuer(HttpServer server, EllipticCurveJsonWebKey key) {
        this.server = server;
        this.key = key;
    }

    public static Issuer start() throws IOException, JoseException {
        EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(KID);
        byte[] keys =
                new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/jwks.json", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
        return new Issuer(server, key);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @return an Authorization header of a client of the source {@code cms}, good for five minutes */
    public String authorization(String scope) {
        String token = Jwt.issuer(url().toString())
                .audience("isthmus")
                .subject("bench")
                .expiresIn(TTL)
                .claim("jti", UUID.randomUUID().toString())
                .claim("client_id", "bench")
                .claim("source", "cms")
                .claim("scope", scope)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(KID)
                .header("typ", "at+jwt")
                .sign(key.getPrivateKey());
        return "Bearer " + token;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
