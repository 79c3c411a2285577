package io.isthmus.usersync.drupal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.recordings.Recordings;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.drupal.DrupalCalls.Answer;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentifiedDrupalTest {

    private static final String OWN = "11111111-1111-4111-8111-111111111111";

    private final Stub stub = new Stub();
    private final Ticking clock = new Ticking();
    private final DrupalCalls drupal = new IdentifiedDrupal(stub, "isthmus", clock);
    private final DrupalUsers users = new DrupalUsers(drupal, new DrupalFields(Map.of()));

    private static final class Ticking extends Clock {

        private Instant now = Instant.parse("2026-05-04T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Knows one user by uid, as recorded, and the service account by name. */
    private static final class Stub implements DrupalCalls {

        private final List<String> asked = new ArrayList<>();
        private String me = OWN;

        @Override
        public Uni<Answer> index() {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putObject("jsonapi");
            if (!me.isEmpty()) {
                body.withObject("/meta/links/me/meta").put("id", me);
            }
            return answer("index", body);
        }

        @Override
        public Uni<Answer> byUid(String uid) {
            return Uni.createFrom().deferred(() -> {
                asked.add("uid");
                var response = Recordings.drupal("jsonapi-read-06-filter-uid").path("response");
                return Uni.createFrom().item(new Answer(200, response.path("body")));
            });
        }

        @Override
        public Uni<Answer> byName(String name) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putObject("jsonapi");
            body.putArray("data").addObject().put("id", OWN);
            return answer(name, body);
        }

        @Override
        public Uni<Answer> list(Map<String, String> query) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putObject("jsonapi");
            body.putArray("data");
            return answer("list", body);
        }

        @Override
        public Uni<Answer> post(String document) {
            return answer("post", JsonNodeFactory.instance.objectNode());
        }

        @Override
        public Uni<Answer> patch(String uuid, String document) {
            return answer("patch", JsonNodeFactory.instance.objectNode());
        }

        private Uni<Answer> answer(String call, ObjectNode body) {
            return Uni.createFrom().deferred(() -> {
                asked.add(call);
                return Uni.createFrom().item(new Answer(200, body));
            });
        }
    }

    private Lookup ada() {
        return users.byId("4").await().indefinitely();
    }

    @Test
    void asksWhoItIsOnceInASession() {
        assertThat(ada()).isInstanceOf(Lookup.Found.class);
        ada();
        assertThat(stub.asked).containsExactly("index", "isthmus", "uid", "uid");

        clock.now = clock.now.plus(Duration.ofSeconds(61));
        ada();
        assertThat(stub.asked).containsExactly("index", "isthmus", "uid", "uid", "index", "uid");
    }

    @Test
    void asksAgainBeforeItTakesNobodyForAnAnswer() {
        ada();
        stub.me = "";

        assertThatThrownBy(() -> users.after("0").await().indefinitely()).hasMessage("cms-takes-us-for-anonymous");
    }

    @Test
    void readsAndWritesNothingAsSomebodyElse() {
        stub.me = "";
        assertThatThrownBy(this::ada).hasMessage("cms-takes-us-for-anonymous");
        stub.me = "22222222-2222-4222-8222-222222222222";
        assertThatThrownBy(this::ada).hasMessage("cms-takes-us-for-another");
        assertThatThrownBy(() -> drupal.post("{}").await().indefinitely()).hasMessage("cms-takes-us-for-another");
        assertThatThrownBy(() -> drupal.patch("x", "{}").await().indefinitely()).hasMessage("cms-takes-us-for-another");
        assertThat(stub.asked).doesNotContain("uid", "post", "patch");

        stub.me = OWN;
        assertThat(ada()).isInstanceOf(Lookup.Found.class);
    }
}
