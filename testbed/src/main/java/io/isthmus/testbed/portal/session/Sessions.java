package io.isthmus.testbed.portal.session;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All sessions, by the value of the cookie; the oldest give way when there are too many. */
public final class Sessions {

    /** PHP's {@code cookie_lifetime} in Drupal's services.yml. */
    static final Duration LIFETIME = Duration.ofSeconds(2_000_000);

    private static final int LIMIT = 20_000;
    private static final int ID_LENGTH = 48;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-,";

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Map<String, Session> byId = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > LIMIT;
        }
    };

    public Sessions(Clock clock) {
        this.clock = clock;
    }

    /** @param uid 0 = of nobody */
    public Session open(int uid) {
        return open(uid, newId());
    }

    /** Opens a session of a given cookie value, for the replay of recordings. */
    public synchronized Session open(int uid, String id) {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        var session = new Session(id, uid, clock.instant().plus(LIFETIME), seed);
        byId.put(id, session);
        return session;
    }

    public synchronized Optional<Session> find(String id) {
        Session session = byId.get(id);
        if (session != null && session.expires().isBefore(clock.instant())) {
            byId.remove(id);
            return Optional.empty();
        }
        return Optional.ofNullable(session);
    }

    public synchronized void end(Session session) {
        byId.remove(session.id());
    }

    public synchronized void endAllOf(int uid) {
        byId.values().removeIf(session -> session.uid() == uid);
    }

    private String newId() {
        var id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
