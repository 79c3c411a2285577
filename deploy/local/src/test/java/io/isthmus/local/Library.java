package io.isthmus.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A client of the same CMS that wants to hear of logouts, and an issuer that tells of them.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html">OpenID Connect Back-Channel Logout</a>
 */
final class Library implements AutoCloseable {

    static final String ID = "library";
    private static final String ISSUER = "https://library.example.org";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final KeyPair keys;
    private final HttpServer server;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    Library() throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/logout", this::hear);
        server.start();
    }

    private void hear(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        heard.add(body.replaceFirst("^logout_token=", ""));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** For the end of the registry file. */
    String registry() {
        String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return """

                  - id: %s
                    name: Library of the same site
                    source: cms
                    scopes: [sessions:read]
                    credential:
                      insecure-inline: isthmus-local-library-api-0123456789
                    backchannel-logout: http://127.0.0.1:%d/logout
                issuers:
                  - id: %s
                    audience: isthmus
                    source: cms
                    public-keys:
                      inline: "-----BEGIN PUBLIC KEY-----%s-----END PUBLIC KEY-----"
                """.formatted(ID, server.getAddress().getPort(), ISSUER, key);
    }

    /** @return the logout tokens that came for this person, as they came */
    List<String> heardOf(String uid) {
        return heard.stream()
                .filter(token -> claims(token).path("sub").asText().equals(uid))
                .toList();
    }

    static JsonNode claims(String jwt) {
        return Api.json(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    /** A logout token of its own. */
    String tell(String uid) {
        long now = System.currentTimeMillis() / 1000;
        String header = encode("{\"alg\":\"ES256\",\"typ\":\"logout+jwt\"}");
        String claims = encode("""
                {"iss":"%s","aud":"isthmus","sub":"%s","iat":%d,"exp":%d,"jti":"%s","events":{"%s":{}}}""".formatted(ISSUER, uid, now, now + 60, UUID.randomUUID(), EVENT));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
            return header + "." + claims + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
