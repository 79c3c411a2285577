package io.isthmus.token.verify;

import io.isthmus.token.LmsConfig;
import io.isthmus.token.TokenConfig;
import io.isthmus.token.client.ClientRegistry;
import io.isthmus.token.client.Clients;
import io.isthmus.token.nonce.NonceConfig;
import io.isthmus.token.nonce.NonceStore;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.WireFormat;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Verifies tokens and uses them up: the nonce is claimed last, when nothing else speaks against the token. */
@Singleton
public class Verifier {

    private final Clients clients;
    private final TokenVerifier verifier;
    private final NonceStore nonces;
    private final LegacyFormats legacy;
    private final Map<WireFormat, Counter> verified = new EnumMap<>(WireFormat.class);
    private final Timer claims;

    @Inject
    public Verifier(
            Clients clients,
            NonceStore nonces,
            Clock clock,
            TokenConfig tokens,
            NonceConfig nonceConfig,
            LmsConfig lms,
            LegacyFormats legacy,
            MeterRegistry meters) {
        this.clients = clients;
        this.nonces = nonces;
        this.legacy = legacy;
        this.claims = meters.timer("isthmus.nonce.claim");
        for (WireFormat format : WireFormat.values()) {
            verified.put(format, meters.counter("isthmus.verified", "format", format.label()));
        }
        this.verifier = new TokenVerifier(
                clock,
                new TokenLimits(
                        tokens.ttl(),
                        tokens.maxLifetime(),
                        tokens.clockSkew(),
                        (int) tokens.maxSize().asLongValue(),
                        nonceConfig.required(),
                        lms.site()));
    }

    /** Fails with {@link io.isthmus.token.Unavailable} if it cannot be known whether the token was used. */
    public Uni<Verification> verify(PresentedToken token, Presentation at) {
        return verify(token, at, verified -> Optional.empty());
    }

    /** @param further what else can speak against the token before it is used up */
    public Uni<Verification> verify(
            PresentedToken token, Presentation at, Function<VerifiedToken, Optional<RefusalReason>> further) {
        ClientRegistry all = clients.current();
        ClientRegistry registry = at.clientId().map(all::only).orElse(all);
        Verification checked = verifier.check(token, registry, at);
        if (!(checked instanceof Verification.Accepted accepted)) {
            return Uni.createFrom().item(checked);
        }
        Optional<RefusalReason> reason = further.apply(accepted.token());
        if (reason.isPresent()) {
            return Uni.createFrom().item(new Verification.Refused(Refusal.of(reason.get(), accepted.token())));
        }
        return claim(accepted);
    }

    private Uni<Verification> claim(Verification.Accepted accepted) {
        VerifiedToken token = accepted.token();
        long begin = System.nanoTime();
        return nonces.claim(token.client().id(), token.nonce(), token.issuedAt())
                .onTermination()
                .invoke(() -> claims.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS))
                .map(claim -> switch (claim) {
                    case CLAIMED -> accepted(accepted);
                    case USED -> new Verification.Refused(Refusal.of(RefusalReason.NONCE_USED, token));
                    case BEFORE_EPOCH -> new Verification.Refused(Refusal.of(RefusalReason.BEFORE_EPOCH, token));
                });
    }

    private Verification accepted(Verification.Accepted accepted) {
        WireFormat format = accepted.token().format();
        if (format.legacy()) {
            legacy.used(accepted.token());
        }
        Objects.requireNonNull(verified.get(format)).increment();
        return accepted;
    }
}
