package io.isthmus.token.session;

import io.isthmus.token.event.LoginEvents;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.redis.RedisKeys;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.session.RedisSessions.Place;
import io.isthmus.token.verify.Subject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sessions there are. What a browser holds is a key that stands nowhere else: Redis has its hash, events and
 * administrators have the sid.
 */
@Singleton
public class Sessions {

    private final RedisSessions store;
    private final RandomText random;
    private final LoginEvents events;
    private final LogoutNotices notices;
    private final Clock clock;
    private final Duration timeToLive;

    @Inject
    public Sessions(
            RedisCommands redis,
            SessionConfig config,
            RandomText random,
            LoginEvents events,
            LogoutNotices notices,
            Clock clock) {
        this.store = new RedisSessions(redis, config.ttl());
        this.random = random;
        this.events = events;
        this.notices = notices;
        this.clock = clock;
        this.timeToLive = config.ttl();
    }

    /**
     * A part of the sessions of a CMS.
     *
     * @param next where the next part begins; empty text after the last
     */
    record Listing(List<Session> sessions, String next) {}

    /** @param key what the browser sent, if anything */
    public Uni<Optional<Session>> find(Optional<String> key) {
        return key.map(known -> alive(RedisKeys.hash(known)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** @return the session with this sid, if it is of that CMS */
    public Uni<Optional<Session>> findBySid(String source, String sid) {
        return store.hashOf(sid)
                .flatMap(hash ->
                        hash.map(this::alive).orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(found -> found.filter(session -> session.subject().source().equals(source)));
    }

    Uni<List<Session>> of(Subject subject) {
        return store.hashesOf(subject)
                .onItem()
                .transformToMulti(hashes -> Multi.createFrom().iterable(hashes))
                .onItem()
                .transformToUniAndConcatenate(this::alive)
                .collect()
                .with(Collectors.flatMapping(Optional::stream, Collectors.toList()));
    }

    /** @param after what an earlier part named as next; empty text for the beginning */
    Uni<Listing> list(String source, String after, int limit) {
        return store.places(source, after, limit)
                .flatMap(places -> Multi.createFrom()
                        .iterable(places)
                        .onItem()
                        .transformToUniAndConcatenate(place -> at(source, place))
                        .collect()
                        .with(Collectors.flatMapping(Optional::stream, Collectors.toList()))
                        .map(sessions -> new Listing(
                                sessions,
                                places.size() < limit
                                        ? ""
                                        : places.get(places.size() - 1).text())));
    }

    Instant end(Session session) {
        return session.startedAt().plus(timeToLive);
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
        return endByHash(RedisKeys.hash(key), reason);
    }

    /** @return the session that was ended, if there was one of that CMS */
    public Uni<Optional<Session>> endBySid(String source, String sid, EndReason reason) {
        return findBySid(source, sid)
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(found)
                        : store.hashOf(sid).flatMap(hash -> endByHash(hash.orElse(""), reason)));
    }

    /** Ends all sessions of a person, in whatever browser. @return how many there were */
    public Uni<Integer> endAll(Subject subject, EndReason reason) {
        return store.hashesOf(subject).flatMap(hashes -> endEach(hashes, reason));
    }

    /** Ends the sessions of a CMS whose time is over. @return how many, or the limit if there may be more */
    Uni<Integer> endExpired(String source, int limit) {
        return store.placesBefore(source, clock.instant().minus(timeToLive), limit)
                .flatMap(places -> Multi.createFrom()
                        .iterable(places)
                        .onItem()
                        .transformToUniAndConcatenate(place ->
                                endByHash(place.hash(), EndReason.EXPIRED).call(() -> store.remove(source, place)))
                        .collect()
                        .asList()
                        .map(List::size));
    }

    private Uni<Integer> endEach(List<String> hashes, EndReason reason) {
        return Multi.createFrom()
                .iterable(hashes)
                .onItem()
                .transformToUniAndConcatenate(hash -> endByHash(hash, reason))
                .collect()
                .with(Collectors.summingInt(ended -> ended.isPresent() ? 1 : 0));
    }

    private Uni<Optional<Session>> endByHash(String hash, EndReason reason) {
        return store.find(hash)
                .call(found -> found.filter(session -> reason.isTold())
                        .map(notices::prepare)
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .flatMap(found -> found.isEmpty() ? Uni.createFrom().item(found) : store.remove(hash))
                .invoke(removed -> removed.ifPresent(session -> events.sessionEnded(session.facts(), reason.code())));
    }

    private Uni<Optional<Session>> alive(String hash) {
        return store.find(hash)
                .map(found -> found.filter(session -> clock.instant().isBefore(end(session))));
    }

    private Uni<Optional<Session>> at(String source, Place place) {
        return store.find(place.hash())
                .call(found -> found.isEmpty()
                        ? store.remove(source, place)
                        : Uni.createFrom().voidItem())
                .map(found -> found.filter(session -> clock.instant().isBefore(end(session))));
    }
}
