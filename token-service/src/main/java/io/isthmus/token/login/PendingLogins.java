package io.isthmus.token.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.token.account.LoginConfig;
import io.isthmus.token.redis.ExpiringValues;
import io.isthmus.token.redis.RedisCommands;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Pending logins by what the browser holds. They stay until their time is over, so that a reload or a double click goes
 * the same way again.
 */
@Singleton
class PendingLogins {

    private final ExpiringValues values;
    private final ObjectMapper json;

    @Inject
    PendingLogins(RedisCommands redis, ObjectMapper json, LoginConfig config) {
        this.values = new ExpiringValues(redis, "isthmus:pending:", config.pending());
        this.json = json;
    }

    Uni<Void> save(String key, PendingLogin login) {
        return values.save(key, write(login));
    }

    Uni<Optional<PendingLogin>> find(String key) {
        return values.find(key).map(found -> found.map(this::read));
    }

    Uni<Void> remove(String key) {
        return values.remove(key);
    }

    private String write(PendingLogin login) {
        try {
            return json.writeValueAsString(login);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a pending login can be written", e);
        }
    }

    private PendingLogin read(String text) {
        try {
            return json.readValue(text, PendingLogin.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a pending login of another version", e);
        }
    }
}
