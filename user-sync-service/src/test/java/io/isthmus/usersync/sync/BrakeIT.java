package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.drupal.FakeDrupal;
import io.isthmus.usersync.journal.Journals;
import io.isthmus.usersync.model.Fates;
import io.isthmus.usersync.moodle.FakeMoodle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand linked people, and somebody who blocks many of them at once. */
class BrakeIT {

    private static final int LINKED = 1000;
    private static final int FIRST = 1000;

    private final Fates fates = new Fates(1, 0);
    private final FakeDrupal drupal = new FakeDrupal(fates, (source, id, deleted) -> {});
    private final FakeMoodle moodle = new FakeMoodle(fates, (source, id, deleted) -> {});
    private Engine engine;

    @BeforeEach
    void link() {
        engine = new Engine(ModelDatabase.VERTX, ModelDatabase.url("brake"), drupal, moodle, 1);
        engine.empty();
        for (int uid = FIRST; uid < FIRST + LINKED; uid++) {
            drupal.add(String.valueOf(uid), "name" + uid, "mail" + uid + "@example.org");
            moodle.add(String.valueOf(uid), "cms:" + uid, "name" + uid, "mail" + uid + "@example.org");
        }
        run("insert into person (id, created_at) select n, now() from generate_series(1000, 1999) as n");
        run("insert into person_key (source, external_id, person_id)"
                + " select s, n::text, n from generate_series(1000, 1999) as n, unnest(array['cms', 'lms']) as s");
        run("insert into link (cms_source, cms_uid, lms_source, person_id, lms_user_id, status, version, created_at,"
                + " updated_at) select 'cms', n::text, 'lms', n, n::text, 'linked', 1, now(), now()"
                + " from generate_series(1000, 1999) as n");
    }

    private void run(String sql) {
        Sql.run(engine.pool(), sql).await().indefinitely();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void sixPercentInTheWindowTripItAndReleaseAppliesThem() {
        change(60, "status", "0");

        assertThat(suspended()).isEqualTo(50);
        assertThat(states("held")).isEqualTo(10);
        assertThat(events("io.isthmus.sync.brake.v1")).hasSize(1).allMatch(event -> event.contains("\"threshold\":50"));
        assertThat(events("io.isthmus.sync.held.v1")).hasSize(10);
        Stream.of("brake", "held")
                .flatMap(type -> events("io.isthmus.sync." + type + ".v1").stream())
                .forEach(event -> assertThat(Contracts.violations(event)).isEmpty());

        assertThat(engine.brakeActs().release("lms", "operator").await().indefinitely())
                .isEqualTo(10);
        settle();

        assertThat(suspended()).isEqualTo(60);
        assertThat(states("held")).isZero();
        assertThat(engine.brakeActs().positions().await().indefinitely())
                .allSatisfy(at -> assertThat(at.held()).isZero());
    }

    @Test
    void fivePercentAreLetThrough() {
        change(50, "status", "0");

        assertThat(suspended()).isEqualTo(50);
        assertThat(states("held")).isZero();
    }

    @Test
    void whatIsDiscardedStaysUndoneUntilTheStatusChangesAgain() {
        change(60, "status", "0");
        List<String> held = held();

        assertThat(engine.brakeActs().discard("lms", "operator").await().indefinitely())
                .isEqualTo(10);
        settle();
        held.forEach(uid -> tell(uid, "field_city", "Rome"));
        settle();
        assertThat(suspended()).isEqualTo(50);
        assertThat(held).allSatisfy(uid -> assertThat(account(uid)).containsEntry("city", "Rome"));

        tell(held.get(0), "status", "1");
        settle();
        tell(held.get(0), "status", "0");
        settle();
        assertThat(account(held.get(0))).containsEntry("suspended", "1");
    }

    @Test
    void everythingElseGoesOnWhileItIsOn() {
        change(60, "status", "0");
        String held = held().get(0);

        tell(held, "field_city", "Rome");
        tell("1999", "field_city", "Rome");
        settle();

        assertThat(account(held)).containsEntry("city", "Rome").containsEntry("suspended", "0");
        assertThat(account("1999")).containsEntry("city", "Rome");
        tell(held, "status", "1");
        settle();
        assertThat(states("held")).isEqualTo(9);
        assertThat(engine.brakeActs().release("lms", "operator").await().indefinitely())
                .isEqualTo(9);
        settle();
        assertThat(suspended()).isEqualTo(59);
    }

    private void change(int people, String attribute, String value) {
        IntStream.range(FIRST, FIRST + people).forEach(uid -> tell(String.valueOf(uid), attribute, value));
        settle();
    }

    private void tell(String uid, String attribute, String value) {
        drupal.change(uid, attribute, value);
        Journals.append(
                        engine.journal(),
                        "{\"specversion\":\"1.0\",\"id\":\"" + UUID.randomUUID()
                                + "\",\"source\":\"cms\",\"type\":\"io.isthmus.user.upserted.v1\",\"time\":\""
                                + Instant.now().minusSeconds(5) + "\",\"data\":{\"id\":\"" + uid + "\"}}")
                .await()
                .indefinitely();
    }

    private void settle() {
        Await.until("nothing open", () -> states("received") + states("waiting") == 0 && engine.isIdle());
    }

    private long suspended() {
        return moodle.ids().stream()
                .filter(id -> "1".equals(account(id).get("suspended")))
                .count();
    }

    private Map<String, String> account(String uid) {
        return moodle.accountsOf("cms:" + uid).get(0);
    }

    private long states(String state) {
        return texts("select id::text as text from journal where state = '" + state + "'")
                .size();
    }

    private List<String> held() {
        return texts("select cms_uid as text from brake_held order by cms_uid");
    }

    private List<String> events(String type) {
        return texts("select payload as text from outbox where type = '" + type + "'");
    }

    private List<String> texts(String sql) {
        return Sql.list(engine.pool(), row -> row.getString("text"), sql)
                .await()
                .indefinitely();
    }
}
