package io.isthmus.course.certificate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps anybody from trying codes by the thousand: so many questions for each address and window. */
@Singleton
class VerifyLimit {

    private static final int ADDRESSES = 20_000;
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final TypeLiteral<Uni<Optional<Verification>>> ANSWER = new TypeLiteral<>() {};

    private final CertificateConfig config;
    private final Cache<String, Guard> guards;

    VerifyLimit(CertificateConfig config) {
        this.config = config;
        guards = Caffeine.newBuilder()
                .maximumSize(ADDRESSES)
                .expireAfterAccess(config.verifyWindow().multipliedBy(2))
                .build();
    }

    /** @return fails with {@link RateLimitException} where there were too many questions */
    Uni<Optional<Verification>> limited(String address, Supplier<Uni<Optional<Verification>>> question) {
        return guards.get(network(address), asker -> guard()).get(question, ANSWER);
    }

    private Guard guard() {
        return Guard.create()
                .withRateLimit()
                .limit(config.verifyLimit())
                .window(config.verifyWindow().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    /** One household has a whole network of IPv6 addresses. */
    static String network(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length > 4 ? HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES)) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
