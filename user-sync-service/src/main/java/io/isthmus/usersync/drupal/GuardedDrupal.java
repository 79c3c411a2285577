package io.isthmus.usersync.drupal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.remote.RemoteGuard;
import io.isthmus.usersync.remote.RemoteGuards;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The connection to Drupal, as the service account, with what makes it bearable. */
@ApplicationScoped
class GuardedDrupal implements DrupalCalls {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TOO_MANY_REQUESTS = 429;

    private final DrupalApi api;
    private final CmsConfig config;
    private final RemoteGuard<Answer> guard;

    GuardedDrupal(@RestClient DrupalApi api, CmsConfig config, RemoteGuards guards) {
        this.api = api;
        this.config = config;
        this.guard = guards.of("cms", config, new TypeLiteral<Uni<Answer>>() {}, GuardedDrupal::outcome);
    }

    @Override
    public Uni<Answer> index() {
        return guard.read("index", call(api::index));
    }

    @Override
    public Uni<Answer> byUid(String uid) {
        return guard.read("user by uid", call(authorization -> api.byUid(authorization, uid)));
    }

    @Override
    public Uni<Answer> byName(String name) {
        return guard.read("user by name", call(authorization -> api.byName(authorization, name)));
    }

    @Override
    public Uni<Answer> list(Map<String, String> query) {
        return guard.read("users", call(authorization -> api.list(authorization, query)));
    }

    @Override
    public Uni<Answer> post(String document) {
        return guard.write("create user", call(authorization -> api.post(authorization, document)));
    }

    @Override
    public Uni<Answer> patch(String uuid, String document) {
        return guard.write("patch user", call(authorization -> api.patch(authorization, uuid, document)));
    }

    private Supplier<Uni<Answer>> call(Function<String, Uni<Response>> call) {
        return () -> call.apply(authorization())
                .onFailure()
                .transform(GuardedDrupal::down)
                .map(GuardedDrupal::answer);
    }

    private String authorization() {
        String credentials = config.user() + ":" + config.password().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static String outcome(@Nullable Answer answer, @Nullable Throwable failure) {
        if (answer == null) {
            return "failed";
        }
        return answer.status() < 300 ? "ok" : "http-" + answer.status();
    }

    private static Throwable down(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean late = failure instanceof TimeoutException || cause instanceof TimeoutException;
        return new RemoteFault(Kind.RETRYABLE, late ? "cms-timed-out" : "cms-no-connection");
    }

    private static Answer answer(Response response) {
        try (response) {
            int status = response.getStatus();
            if (status >= 500 || status == TOO_MANY_REQUESTS) {
                throw new RemoteFault(Kind.RETRYABLE, "cms-http-" + status);
            }
            return new Answer(status, json(response.readEntity(String.class)));
        }
    }

    private static JsonNode json(@Nullable String body) {
        try {
            return body == null || body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
