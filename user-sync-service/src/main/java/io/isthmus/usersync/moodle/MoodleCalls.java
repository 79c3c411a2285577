package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.moodle.MoodleException;
import io.isthmus.usersync.account.RemoteFault;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/**
 * Web-service calls. Both ways fail with a retryable {@link RemoteFault} when Moodle cannot answer now, and with {@link
 * MoodleException} when it refuses.
 */
interface MoodleCalls {

    /** A call that changes nothing and may be repeated. */
    Uni<JsonNode> read(String function, Map<String, ?> parameters);

    /** A call that is made once: whether it had an effect is for the next reading to tell. */
    Uni<JsonNode> write(String function, Map<String, ?> parameters);
}
