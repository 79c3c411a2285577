package io.isthmus.token.nonce;

import io.isthmus.token.TokenConfig;
import io.isthmus.token.nonce.RedisNonceStore.Bucket;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the epoch of every bucket once a second, so that a loss is noticed when it happens and not at the next
 * login; and at Redis' eviction policy, which must never throw a nonce away.
 */
@Singleton
public class NonceEpochs {

    private static final Logger LOG = Logger.getLogger(NonceEpochs.class);
    private static final int AT_ONCE = 16;
    private static final int MISSED_CHECKS = 5;

    private final RedisNonceStore nonces;
    private final Clock clock;
    private final Duration clockSkew;
    private final Duration patience;
    private volatile State state = new State(null, null, RedisNonceStore.UNKNOWN_POLICY, false);

    /**
     * What is known of the store.
     *
     * @param checkedAt when it was last looked at; null if that failed
     * @param epoch since when all buckets remember
     * @param policy of eviction; of several servers, that of one that evicts
     * @param evicts whether a nonce could be thrown away
     */
    record State(@Nullable Instant checkedAt, @Nullable Instant epoch, String policy, boolean evicts) {}

    @Inject
    public NonceEpochs(RedisNonceStore nonces, Clock clock, TokenConfig tokens, NonceConfig config) {
        this.nonces = nonces;
        this.clock = clock;
        this.clockSkew = tokens.clockSkew();
        this.patience = config.epochCheck().multipliedBy(MISSED_CHECKS);
    }

    @Scheduled(every = "{isthmus.nonce.epoch-check:PT1S}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> check() {
        return buckets()
                .invoke(buckets -> noticed(state(clock.instant(), buckets)))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> state = new State(null, state.epoch(), state.policy(), state.evicts()))
                .onFailure()
                .recoverWithNull();
    }

    State state() {
        return state;
    }

    /** @return whether the store was reached lately and evicts nothing */
    boolean reachable() {
        Instant checkedAt = state.checkedAt();
        return checkedAt != null && clock.instant().isBefore(checkedAt.plus(patience)) && !state.evicts();
    }

    /** @return whether a token issued now, to the second, would be young enough to be claimed */
    boolean settled() {
        Instant epoch = state.epoch();
        return epoch != null && clock.instant().truncatedTo(ChronoUnit.SECONDS).isAfter(epoch.plus(clockSkew));
    }

    private Uni<List<Bucket>> buckets() {
        return Multi.createFrom()
                .range(0, RedisNonceStore.BUCKETS)
                .onItem()
                .transformToUni(nonces::look)
                .merge(AT_ONCE)
                .collect()
                .asList();
    }

    private static State state(Instant now, List<Bucket> buckets) {
        Instant epoch = buckets.stream().map(Bucket::epoch).reduce(Instant.EPOCH, (a, b) -> a.isAfter(b) ? a : b);
        Bucket shown = buckets.stream().filter(Bucket::evicts).findFirst().orElse(buckets.get(0));
        return new State(now, epoch, shown.evictionPolicy(), shown.evicts());
    }

    private void noticed(State latest) {
        State before = state;
        state = latest;
        if (latest.evicts() && !before.evicts()) {
            LOG.errorf("Redis evicts keys (maxmemory-policy %s): set it to noeviction", latest.policy());
        }
        if (before.epoch() != null && !before.epoch().equals(latest.epoch())) {
            LOG.warn("Redis was restarted, replaced or emptied: tokens issued before now are refused");
        }
    }
}
