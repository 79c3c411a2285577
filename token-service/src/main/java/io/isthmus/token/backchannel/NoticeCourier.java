package io.isthmus.token.backchannel;

import io.isthmus.token.backchannel.RedisNotices.Entry;
import io.isthmus.token.backchannel.RedisNotices.State;
import io.isthmus.token.client.Client;
import io.isthmus.token.client.Clients;
import io.isthmus.token.oauth.LogoutTokens;
import io.isthmus.token.redis.RedisCommands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Delivers notices, each client's apart, so that one that hangs keeps no other waiting. What fails is tried again
 * later and later, by whatever replica comes first, and given up in the end.
 */
@Singleton
public class NoticeCourier {

    private static final Logger LOG = Logger.getLogger(NoticeCourier.class);
    private static final int MAX_DOUBLINGS = 20;

    private final Clients clients;
    private final RedisNotices notices;
    private final LogoutTokens tokens;
    private final NoticeSender sender;
    private final BackchannelConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> dead = new ConcurrentHashMap<>();

    @Inject
    NoticeCourier(
            Clients clients,
            RedisCommands redis,
            LogoutTokens tokens,
            NoticeSender sender,
            BackchannelConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.clients = clients;
        this.notices = new RedisNotices(redis.inBackground(), config);
        this.tokens = tokens;
        this.sender = sender;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    @Scheduled(every = "{isthmus.backchannel.poll:PT1S}")
    void look() {
        for (Client client : clients.current().clients()) {
            client.backchannelLogout()
                    .filter(receiver -> busy.add(client.id()))
                    .ifPresent(receiver -> deliver(client.id(), receiver)
                            .onTermination()
                            .invoke(() -> busy.remove(client.id()))
                            .subscribe()
                            .with(
                                    done -> {},
                                    failure -> LOG.warnf(
                                            "logout notices of client=%s wait: %s",
                                            client.id(), failure.getMessage())));
        }
    }

    private Uni<Void> deliver(String clientId, URI receiver) {
        Instant now = clock.instant();
        Instant lease = now.plus(config.timeout().multipliedBy(2)).plusSeconds(10);
        return notices.take(clientId, now, lease, config.parallel())
                .flatMap(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUni(notice -> deliver(clientId, receiver, notice))
                        .merge(config.parallel())
                        .collect()
                        .asList())
                .repeat()
                .whilst(delivered -> delivered.size() == config.parallel())
                .collect()
                .last()
                .chain(() -> notices.count(clientId, State.DEAD))
                .invoke(count -> gauge(clientId).set(count))
                .replaceWithVoid();
    }

    private Uni<Boolean> deliver(String clientId, URI receiver, Notice notice) {
        return sender.post(receiver, tokens.sign(clientId, notice.subject(), notice.sid()))
                .flatMap(problem -> problem.isEmpty()
                        ? notices.remove(clientId, notice.sid()).invoke(() -> count(clientId, "delivered"))
                        : later(clientId, notice.failed(problem.get())));
    }

    private Uni<Boolean> later(String clientId, Notice notice) {
        boolean over = notice.attempts() >= config.attempts();
        count(clientId, over ? "dead" : "failed");
        if (over) {
            LOG.errorf(
                    "logout notice given up client=%s sid=%s after %d tries: %s",
                    clientId, notice.sid(), notice.attempts(), notice.problem().orElse("-"));
            return notices.put(clientId, notice, State.DEAD, clock.instant());
        }
        return notices.put(clientId, notice, State.WAITING, clock.instant().plus(pause(notice.attempts())));
    }

    private Duration pause(int failures) {
        Duration doubled = config.backoff().multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return doubled.compareTo(config.maxBackoff()) > 0 ? config.maxBackoff() : doubled;
    }

    /** Lets a notice that was given up be tried again. @return whether there was one */
    Uni<Boolean> replay(String clientId, String sid) {
        return notices.findDead(clientId, sid)
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : notices.put(clientId, found.get().fresh(), State.WAITING, clock.instant()));
    }

    /** @return whether there was one */
    Uni<Boolean> discard(String clientId, String sid) {
        return notices.remove(clientId, sid);
    }

    Uni<List<Entry>> list(String clientId, State state, String after, int limit) {
        return notices.list(clientId, state, after, limit);
    }

    private void count(String clientId, String outcome) {
        meters.counter("isthmus.backchannel.notices", "client", clientId, "outcome", outcome)
                .increment();
    }

    private AtomicLong gauge(String clientId) {
        return dead.computeIfAbsent(
                clientId,
                id -> Optional.ofNullable(
                                meters.gauge("isthmus.backchannel.dead", Tags.of("client", id), new AtomicLong()))
                        .orElseThrow());
    }
}
