package io.isthmus.token.backchannel;

import io.isthmus.token.client.Client;
import io.isthmus.token.client.Clients;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.session.LogoutNotices;
import io.isthmus.token.session.Session;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** Keeps a notice for every client of the session's CMS that wants to know. */
@Singleton
public class NoticeQueue implements LogoutNotices {

    private static final Logger LOG = Logger.getLogger(NoticeQueue.class);

    private final Clients clients;
    private final RedisNotices notices;
    private final Clock clock;
    private final MeterRegistry meters;

    @Inject
    public NoticeQueue(
            Clients clients, RedisCommands redis, BackchannelConfig config, Clock clock, MeterRegistry meters) {
        this.clients = clients;
        this.notices = new RedisNotices(redis, config);
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public Uni<Void> prepare(Session session) {
        List<Client> receivers = clients.current().clients().stream()
                .filter(client -> client.backchannelLogout().isPresent()
                        && client.source().equals(session.subject().source()))
                .toList();
        return Multi.createFrom()
                .iterable(receivers)
                .onItem()
                .transformToUniAndConcatenate(client -> keep(client, session))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> keep(Client client, Session session) {
        return notices.add(client.id(), Notice.of(session, clock.instant())).invoke(kept -> {
            if (!kept) {
                LOG.errorf("too many logout notices wait for client=%s; one is dropped", client.id());
                meters.counter("isthmus.backchannel.dropped", "client", client.id())
                        .increment();
            }
        });
    }
}
