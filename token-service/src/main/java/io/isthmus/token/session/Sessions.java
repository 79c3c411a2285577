package io.isthmus.token.session;

import io.isthmus.token.event.LoginEvents;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.verify.Subject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The sessions there are. What a browser holds is a key that stands nowhere else: Redis has its hash, events have the
 * sid.
 */
@Singleton
public class Sessions {

    private final RedisSessions store;
    private final RandomText random;
    private final LoginEvents events;

    @Inject
    public Sessions(RedisCommands redis, SessionConfig config, RandomText random, LoginEvents events) {
        this.store = new RedisSessions(redis, config.ttl());
        this.random = random;
        this.events = events;
    }

    /** @param key what the browser sent, if anything */
    public Uni<Optional<Session>> find(Optional<String> key) {
        return key.map(store::find).orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /**
     * @param adapter how the LMS is entered
     * @return the key for the browser
     */
    public Uni<String> start(Session session, String adapter) {
        String key = random.identifier();
        return store.save(key, session)
                .invoke(() -> events.sessionStarted(session.facts(), session.clientId(), adapter))
                .replaceWith(key);
    }

    /** @return the session that was ended; empty if there was none (any more) */
    public Uni<Optional<Session>> end(String key, EndReason reason) {
        return store.remove(key)
                .invoke(removed -> removed.ifPresent(session -> events.sessionEnded(session.facts(), reason.code())));
    }

    /** Ends all sessions of a person, in whatever browser. */
    public Uni<Void> endAll(Subject subject, EndReason reason) {
        return store.hashesOf(subject)
                .onItem()
                .transformToMulti(hashes -> Multi.createFrom().iterable(hashes))
                .onItem()
                .transformToUniAndConcatenate(store::removeByHash)
                .invoke(removed -> removed.ifPresent(session -> events.sessionEnded(session.facts(), reason.code())))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
