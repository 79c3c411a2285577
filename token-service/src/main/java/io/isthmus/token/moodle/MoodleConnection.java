package io.isthmus.token.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.moodle.MoodleClient;
import io.isthmus.moodle.MoodleException;
import io.isthmus.moodle.MoodleSettings;
import io.isthmus.moodle.MoodleToken;
import io.isthmus.token.LmsConfig;
import io.isthmus.token.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jboss.logging.Logger;

/** The one connection to the LMS. */
@Singleton
class MoodleConnection {

    private static final Logger LOG = Logger.getLogger(MoodleConnection.class);

    /** Bytes; every answer asked for here is about one person. */
    private static final int MAX_ANSWER = 1024 * 1024;

    private final MoodleClient client;

    @Inject
    MoodleConnection(Vertx vertx, LmsConfig lms) {
        this.client = new MoodleClient(
                vertx, new MoodleSettings(lms.url(), MoodleToken.of(lms.token()), lms.timeout(), MAX_ANSWER));
    }

    /** Fails with {@link Unavailable}; what an administrator has to mend is an error in the log. */
    Uni<JsonNode> call(String function, Map<String, ?> parameters) {
        return client.call(function, parameters)
                .onFailure(MoodleException.class)
                .transform(failure -> unavailable((MoodleException) failure));
    }

    private static Unavailable unavailable(MoodleException e) {
        var level = e.kind() == MoodleException.Kind.RETRYABLE ? Logger.Level.WARN : Logger.Level.ERROR;
        LOG.logf(level, "LMS function=%s errorcode=%s kind=%s", e.function(), e.errorcode(), e.kind());
        return new Unavailable(Unavailable.Dependency.LMS, e);
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
