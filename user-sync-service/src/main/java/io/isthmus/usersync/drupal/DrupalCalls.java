package io.isthmus.usersync.drupal;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.account.RemoteFault;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** JSON:API calls as the service account. They fail with a retryable {@link RemoteFault} when Drupal cannot answer now. */
interface DrupalCalls {

    /**
     * What Drupal said, refusals included.
     *
     * @param body empty object if it was no JSON
     */
    record Answer(int status, JsonNode body) {}

    Uni<Answer> index();

    Uni<Answer> byUid(String uid);

    Uni<Answer> byName(String name);

    /** @param query as {@link DrupalQueries} makes them */
    Uni<Answer> list(Map<String, String> query);

    /** Not repeated: whether there is an account now is for the next reading to tell. */
    Uni<Answer> post(String document);

    /** Not repeated: whether it had an effect is for the next reading to tell. */
    Uni<Answer> patch(String uuid, String document);
}
