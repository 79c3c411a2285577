package io.isthmus.token.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.isthmus.token.client.Callers;
import io.isthmus.token.client.ClientRegistry;
import io.isthmus.token.client.Origin;
import io.isthmus.token.client.TestRegistry;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Mutations;
import io.isthmus.token.wire.JwsCodec;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.PresentedToken.Compact;
import io.isthmus.token.wire.PresentedToken.Plain;
import io.isthmus.token.wire.PresentedToken.Signed;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Broken tokens by the thousand. Whatever comes in, a verification comes out; what was changed after it was sealed is
 * refused; and what is accepted keeps the rules. {@code -Disthmus.fuzz.seed=} repeats a run.
 */
class TokenParsersFuzzTest {

    private static final int MUTATIONS = 100_000;
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final URI LMS = URI.create("https://lms.example.org");
    private static final Presentation HERE = Presentation.of(Set.of("lms"), InetAddress::getLoopbackAddress);
    private static final String JWS = "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsxIiwidHlwIjoiYXQrand0In0.eyJzdWIiOiJwb3J0YWwifQ."
            + "5cA0OHyMP7ezamUd5c9kV-FrGxdx4hbGXOdplQkutrqWrte5P-pAvsE3Ve6xSyU3YDQwUHjVVOtvcrEbbnZ8yA";

    private final long seed = Long.getLong("isthmus.fuzz.seed", System.nanoTime());
    private final Mutations mutations = new Mutations(seed);
    private final Forge forge = new Forge(NOW);
    private final ClientRegistry registry = TestRegistry.at(LMS);
    private final TokenVerifier verifier = new TokenVerifier(
            Clock.fixed(NOW, ZoneOffset.UTC),
            new TokenLimits(Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofSeconds(1), 8192, true, LMS));
    private final Map<String, Integer> outcomes = new TreeMap<>();

    @Test
    void everythingIsAcceptedOrRefused() {
        System.out.printf("fuzz: seed %d%n", seed);
        String jwe = forge.jwe(claims -> claims.put("redirect", "/my/")).token();
        Signed v3 = forge.ssoLogin(payload -> payload.put("redirect", "/my/"));
        Signed v1 = forge.v1(payload -> {});
        Plain v0 = forge.plain("ada", "ada@example.org", String.valueOf(NOW.getEpochSecond()));
        String claims = text(Forge.bytes(forge.jweClaims(node -> node.put("redirect", "/my/"))));
        String payload = text(Forge.bytes(forge.ssoLoginPayload(node -> node.put("redirect", "/my/"))));
        for (int i = 0; i < MUTATIONS; i++) {
            switch (i % 10) {
                case 0, 1, 2 -> sealed(new Compact(jwe), new Compact(mutations.of(jwe)));
                case 3, 4 -> sealed(v3, changed(v3));
                case 5 -> sealed(v1, changed(v1));
                case 6 -> sealed(v0, changed(v0));
                case 7 -> free(Forge.jwe(Forge.KID, Forge.SECRET, mutations.bytesOf(claims)));
                case 8 -> free(Forge.ssoLogin(Forge.SECRET, mutations.bytesOf(payload)));
                default -> headers();
            }
        }
        System.out.printf("fuzz: %d mutations: %s%n", MUTATIONS, outcomes);
        assertThat(outcomes).containsKeys("accepted", "bad-mac", "malformed", "bad-json", "bad-claim");
    }

    /** Changed after it was sealed: refused, unless it is the same as before. */
    private void sealed(PresentedToken original, PresentedToken changed) {
        if (check(changed) instanceof Verification.Accepted && !changed.equals(original)) {
            fail("seed %d: accepted %s", seed, Forge.fields(changed));
        }
    }

    /** Changed before it was sealed, as a careless or malicious client might. */
    private void free(PresentedToken token) {
        if (check(token) instanceof Verification.Accepted accepted) {
            VerifiedToken verified = accepted.token();
            String username = verified.user().username();
            assertThat(Usernames.normalize(username)).as("seed %d", seed).hasValue(username);
            assertThat(verified.expiresAt().plusSeconds(1)).as("seed %d", seed).isAfter(NOW);
            assertThat(verified.subject().source()).isEqualTo("cms");
            verified.target()
                    .ifPresent(target -> assertThat(Origin.of(target))
                            .as("seed %d: %s", seed, target)
                            .isPresent()
                            .hasValueSatisfying(
                                    origin -> assertThat(origin.host()).isIn("lms.example.org", "cms.example.org")));
        }
    }

    private Verification check(PresentedToken token) {
        try {
            Verification verification = verifier.check(token, registry, HERE);
            String outcome = verification instanceof Verification.Refused refused
                    ? refused.refusal().reason().code()
                    : "accepted";
            outcomes.merge(outcome, 1, Integer::sum);
            return verification;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + Forge.fields(token), e);
        }
    }

    /** What else comes from outside and is taken apart. */
    private void headers() {
        String text = mutations.of("Basic cG9ydGFsOmEtY3JlZGVudGlhbC1vZi0zMi1ieXRlcy0wMTIzNDU2Nzg=");
        String jws = mutations.of(JWS);
        try {
            Callers.basic(text);
            JwsCodec.parse(jws);
            outcomes.merge("headers", 1, Integer::sum);
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + text + " " + jws, e);
        }
    }

    private Signed changed(Signed token) {
        String sig = Objects.requireNonNull(token.sig());
        return mutations.coin()
                ? new Signed(mutations.of(token.data()), sig)
                : new Signed(token.data(), mutations.of(sig));
    }

    private Plain changed(Plain token) {
        return switch (mutations.below(4)) {
            case 0 -> new Plain(mutations.of(token.username()), token.email(), token.time(), token.token());
            case 1 -> new Plain(token.username(), mutations.of(token.email()), token.time(), token.token());
            case 2 -> new Plain(token.username(), token.email(), mutations.of(token.time()), token.token());
            default -> new Plain(token.username(), token.email(), token.time(), mutations.of(token.token()));
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
