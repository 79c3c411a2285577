package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.moodle.MoodleClient;
import io.isthmus.moodle.MoodleException;
import io.isthmus.moodle.MoodleException.Kind;
import io.isthmus.usersync.remote.RemoteGuard;
import io.isthmus.usersync.remote.RemoteGuards;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connection to Moodle with what makes it bearable. */
@ApplicationScoped
class GuardedMoodle implements MoodleCalls {

    private final MoodleClient client;
    private final RemoteGuard<JsonNode> guard;

    GuardedMoodle(MoodleClient client, LmsConfig config, RemoteGuards guards) {
        this.client = client;
        this.guard = guards.of("lms", config, new TypeLiteral<Uni<JsonNode>>() {}, GuardedMoodle::outcome);
    }

    @Override
    public Uni<JsonNode> read(String function, Map<String, ?> parameters) {
        return guard.read(function, () -> call(function, parameters));
    }

    @Override
    public Uni<JsonNode> write(String function, Map<String, ?> parameters) {
        return guard.write(function, () -> call(function, parameters));
    }

    private Uni<JsonNode> call(String function, Map<String, ?> parameters) {
        return client.call(function, parameters)
                .onFailure(GuardedMoodle::isDown)
                .transform(Faults::remote);
    }

    private static String outcome(@Nullable JsonNode answer, @Nullable Throwable failure) {
        if (failure == null) {
            return "ok";
        }
        return failure instanceof MoodleException moodle ? moodle.errorcode() : "failed";
    }

    private static boolean isDown(Throwable failure) {
        return failure instanceof MoodleException moodle && moodle.kind() == Kind.RETRYABLE;
    }
}
