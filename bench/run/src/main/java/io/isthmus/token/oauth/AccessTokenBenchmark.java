package io.isthmus.token.oauth;

import io.isthmus.bench.token.Setup;
import io.isthmus.testbed.infra.RedisServer;
import io.isthmus.token.Issuer;
import io.isthmus.token.client.Client;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.redis.RedisConfig;
import io.isthmus.token.secret.DerivedKeys;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.verify.Subject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A user's access token, and the signature alone over the same bytes by the same key. */
@State(Scope.Benchmark)
public class AccessTokenBenchmark {

    private static final Clock CLOCK = Clock.systemUTC();

    private final RedisServer redis = RedisServer.start();
    private final Vertx vertx = Vertx.vertx();
    private final RedisCommands commands = new RedisCommands(
            vertx.getDelegate(), Redis.createClient(vertx, redis.url()), Setup.config(RedisConfig.class, Map.of()));
    private final OAuthConfig config = Setup.config(OAuthConfig.class, Map.of());
    private final RandomText random = new RandomText(new SecureRandom());
    private final SigningKeys keys = keys();
    private final AccessTokens accessTokens = new AccessTokens(
            keys,
            new Issuer(URI.create("https://sso.example.org")),
            CLOCK,
            random,
            config,
            new RevokedTokens(commands, config));
    private final Client client = Setup.clients().find("bench").orElseThrow();
    private final Subject ada = Subject.ofUid("cms", "101");
    private final Set<String> scopes = Set.of("courses:read");
    private final Signature signature = signature(keys.signing().key().getPrivateKey());
    private final byte[] signed = signed(mint());

    private SigningKeys keys() {
        var derived = new DerivedKeys(SecretBytes.ofText("isthmus-bench-master-0123456789-0123456789"));
        var made = new SigningKeys(commands, derived, random, config, CLOCK);
        made.refresh().await().atMost(Duration.ofSeconds(10));
        return made;
    }

    private static Signature signature(PrivateKey key) {
        try {
            Signature made = Signature.getInstance("SHA256withECDSAinP1363Format");
            made.initSign(key);
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ES256", e);
        }
    }

    private static byte[] signed(String token) {
        return token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    @Benchmark
    public final String mint() {
        return accessTokens.ofPerson(client, ada, scopes);
    }

    @Benchmark
    public byte[] sign() throws GeneralSecurityException {
        signature.update(signed);
        return signature.sign();
    }

    @TearDown
    public void stop() {
        vertx.closeAndAwait();
        redis.close();
    }
}
