package io.isthmus.token.session;

import io.isthmus.token.client.Client;
import io.isthmus.token.client.Clients;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Tells of sessions whose time is over; of several replicas one tells of each. */
@Singleton
public class SessionSweeper {

    private static final Logger LOG = Logger.getLogger(SessionSweeper.class);
    private static final int AT_ONCE = 200;

    private final Sessions sessions;
    private final Clients clients;

    @Inject
    public SessionSweeper(Sessions sessions, Clients clients) {
        this.sessions = sessions;
        this.clients = clients;
    }

    @Scheduled(
            every = "{isthmus.session.sweep:PT30S}",
            delayed = "{isthmus.session.sweep:PT30S}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> sweep() {
        var sources = clients.current().clients().stream()
                .map(Client::source)
                .distinct()
                .toList();
        return Multi.createFrom()
                .iterable(sources)
                .onItem()
                .transformToUniAndConcatenate(this::sweep)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("sessions that are over not swept: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> sweep(String source) {
        return sessions.endExpired(source, AT_ONCE)
                .repeat()
                .whilst(ended -> ended == AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
