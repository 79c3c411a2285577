package io.isthmus.testbed.lms;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is logged in with which browser. They end with the server. */
final class Sessions {

    static final String COOKIE = "MoodleSession";

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byId = new ConcurrentHashMap<>();

    /**
     * A browser's session.
     *
     * @param sesskey proves that a form came from a page of ours
     */
    record Session(String id, long userId, String sesskey) {}

    /** @return a new session: never the one a visitor brought along */
    Session begin(long userId) {
        var session = new Session(random(), userId, random());
        byId.put(session.id(), session);
        return session;
    }

    Optional<Session> find(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(byId.get(id));
    }

    void end(String id) {
        byId.remove(id);
    }

    void endOf(long userId) {
        byId.values().removeIf(session -> session.userId() == userId);
    }

    /** @return 32 hexadecimal digits */
    String random() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
