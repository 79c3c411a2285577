package io.isthmus.bench.token;

import io.isthmus.token.client.ClientRegistry;
import io.isthmus.token.verify.Presentation;
import io.isthmus.token.verify.TokenLimits;
import io.isthmus.token.verify.TokenVerifier;
import io.isthmus.token.verify.Verification;
import io.isthmus.token.wire.JweCodec;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.SsoLoginCodec;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** All of verification but the claim of the nonce, and the primitives it cannot do without. */
@State(Scope.Benchmark)
public class VerifyBenchmark {

    private static final int TOKENS = 64;
    private static final URI LMS = URI.create("http://127.0.0.1:9");

    private final Clock clock = Clock.systemUTC();
    private final TokenForge forge = new TokenForge(clock);
    private final PresentedToken[] ssoLogins = tokens(forge::ssoLogin);
    private final PresentedToken[] jwes = tokens(() -> new PresentedToken.Compact(forge.jwe()));
    private final TokenVerifier verifier = new TokenVerifier(
            clock,
            new TokenLimits(Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofSeconds(30), 8192, true, LMS));
    private final ClientRegistry registry = Setup.clients();
    private final ClientRegistry named = registry.only("bench");
    private final Presentation presentation = Presentation.of(Set.of("lms"), InetAddress::getLoopbackAddress);
    private final Primitives primitives = new Primitives(TokenForge.SECRET);
    private int next;

    private static PresentedToken[] tokens(Supplier<PresentedToken> forge) {
        return Stream.generate(forge).limit(TOKENS).toArray(PresentedToken[]::new);
    }

    private PresentedToken next(PresentedToken... tokens) {
        next = (next + 1) % TOKENS;
        return tokens[next];
    }

    @Benchmark
    public Verification ssoLogin() {
        return accepted(verifier.check(next(ssoLogins), registry, presentation));
    }

    /** As at {@code /sso/login/{client}}: no other client's key is tried. */
    @Benchmark
    public Verification ssoLoginOfClient() {
        return accepted(verifier.check(next(ssoLogins), named, presentation));
    }

    @Benchmark
    public Verification jwe() {
        return accepted(verifier.check(next(jwes), registry, presentation));
    }

    @Benchmark
    public int ssoLoginCodec() {
        var token = (PresentedToken.Signed) next(ssoLogins);
        if (!SsoLoginCodec.authentic(forge.ssoLoginKey(), token.data(), Objects.requireNonNull(token.sig()))) {
            throw new IllegalStateException("wrong MAC");
        }
        return SsoLoginCodec.open(forge.ssoLoginKey(), token.data()).orElseThrow().length;
    }

    @Benchmark
    public int jweCodec() {
        String token = ((PresentedToken.Compact) next(jwes)).token();
        return JweCodec.parse(token)
                .flatMap(parsed -> parsed.open(forge.jweKey()))
                .orElseThrow()
                .length;
    }

    @Benchmark
    public int ssoLoginPrimitives() throws Exception {
        return primitives.ssoLogin((PresentedToken.Signed) next(ssoLogins)).length;
    }

    @Benchmark
    public int jwePrimitives() throws Exception {
        return primitives.jwe(((PresentedToken.Compact) next(jwes)).token()).length;
    }

    @Benchmark
    public int ssoLoginPrimitivesAndJson() throws Exception {
        return primitives.json(primitives.ssoLogin((PresentedToken.Signed) next(ssoLogins)));
    }

    @Benchmark
    public int jwePrimitivesAndJson() throws Exception {
        return primitives.json(primitives.jwe(((PresentedToken.Compact) next(jwes)).token()));
    }

    private static Verification accepted(Verification verification) {
        if (verification instanceof Verification.Accepted) {
            return verification;
        }
        throw new IllegalStateException("a benchmark of refusals was not meant: " + verification);
    }
}
