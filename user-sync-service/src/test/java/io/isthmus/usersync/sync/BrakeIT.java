package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.person.PersonKey;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand linked people, and somebody who blocks many of them at once. */
class BrakeIT {

    private static final int LINKED = 1000;
    private static final int FIRST = 1000;

    private Model model;

    @BeforeEach
    void link() {
        model = new Model("brake");
        for (int uid = FIRST; uid < FIRST + LINKED; uid++) {
            model.drupal.add(String.valueOf(uid), "name" + uid, "mail" + uid + "@example.org");
            model.moodle.add(String.valueOf(uid), "cms:" + uid, "name" + uid, "mail" + uid + "@example.org");
        }
        model.run("insert into person (id, created_at) select n, now() from generate_series(1000, 1999) as n");
        model.run("insert into person_key (source, external_id, person_id)"
                + " select s, n::text, n from generate_series(1000, 1999) as n, unnest(array['cms', 'lms']) as s");
        model.run(
                "insert into link (cms_source, cms_uid, lms_source, person_id, lms_user_id, status, version, created_at,"
                        + " updated_at) select 'cms', n::text, 'lms', n, n::text, 'linked', 1, now(), now()"
                        + " from generate_series(1000, 1999) as n");
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void sixPercentInTheWindowTripItAndReleaseAppliesThem() {
        change(60, "status", "0");

        assertThat(suspended()).isEqualTo(50);
        assertThat(model.states("held")).isEqualTo(10);
        assertThat(model.events("io.isthmus.sync.brake.v1"))
                .hasSize(1)
                .allMatch(event -> event.contains("\"threshold\":50"));
        assertThat(model.events("io.isthmus.sync.held.v1")).hasSize(10);
        Stream.of("brake", "held")
                .flatMap(type -> model.events("io.isthmus.sync." + type + ".v1").stream())
                .forEach(event -> assertThat(Contracts.violations(event)).isEmpty());

        assertThat(model.engine.brakeActs().release("lms", "operator").await().indefinitely())
                .isEqualTo(10);
        model.settle();

        assertThat(suspended()).isEqualTo(60);
        assertThat(model.states("held")).isZero();
        assertThat(model.engine.brakeActs().positions().await().indefinitely())
                .allSatisfy(at -> assertThat(at.held()).isZero());
    }

    /** What a reconciliation has found, and an operator has approved, passes the brake like everything else. */
    @Test
    void approvedRemovalsAreHeldTooUntilSomebodyReleasesThem() {
        List<PersonKey> gone = IntStream.range(FIRST, FIRST + 60)
                .mapToObj(uid -> new PersonKey("cms", String.valueOf(uid)))
                .toList();
        gone.forEach(key -> model.drupal.delete(key.externalId()));
        model.engine
                .pool()
                .withTransaction(tx -> model.engine.journal().request(tx, "reconciliation", Change.Kind.DELETED, gone))
                .await()
                .indefinitely();
        model.settle();

        assertThat(suspended()).isEqualTo(50);
        assertThat(model.states("held")).isEqualTo(10);
        assertThat(model.engine.brakeActs().release("lms", "operator").await().indefinitely())
                .isEqualTo(10);
        model.settle();
        assertThat(suspended()).isEqualTo(60);
        assertThat(model.states("held")).isZero();
    }

    /** Nobody knows whether a suspension arrived; then the brake holds it, and what is there is not a decision against it. */
    @Test
    void whatMayHaveBeenSentBeforeIsDoneOnceItIsReleased() {
        change(60, "status", "0");
        List<String> held = held();
        model.drupal.delete(held.get(1));
        mayHaveSent(held.get(0));
        mayHaveSent(held.get(1));
        model.tell("cms", held.get(0));
        model.tellDeleted("cms", held.get(1));
        model.settle();
        assertThat(suspended()).isEqualTo(50);

        model.engine.brakeActs().release("lms", "operator").await().indefinitely();
        model.settle();

        assertThat(held).allSatisfy(uid -> assertThat(model.account(uid)).containsEntry("suspended", "1"));
    }

    /** As a worker leaves it behind that lost its lease. */
    private void mayHaveSent(String uid) {
        model.engine
                .pool()
                .withTransaction(tx -> model.engine
                        .journal()
                        .recheck(
                                tx, new PersonKey("cms", uid), Map.of(Side.LMS, Map.of(Field.STATUS, Field.SUSPENDED))))
                .await()
                .indefinitely();
        model.settle();
    }

    @Test
    void fivePercentAreLetThrough() {
        change(50, "status", "0");

        assertThat(suspended()).isEqualTo(50);
        assertThat(model.states("held")).isZero();
    }

    @Test
    void whatIsDiscardedStaysUndoneUntilTheStatusChangesAgain() {
        change(60, "status", "0");
        List<String> held = held();

        assertThat(model.engine.brakeActs().discard("lms", "operator").await().indefinitely())
                .isEqualTo(10);
        model.settle();
        held.forEach(uid -> model.change(uid, "field_city", "Rome"));
        model.settle();
        assertThat(suspended()).isEqualTo(50);
        assertThat(held).allSatisfy(uid -> assertThat(model.account(uid)).containsEntry("city", "Rome"));

        model.change(held.get(0), "status", "1");
        model.settle();
        model.change(held.get(0), "status", "0");
        model.settle();
        assertThat(model.account(held.get(0))).containsEntry("suspended", "1");
    }

    @Test
    void everythingElseGoesOnWhileItIsOn() {
        change(60, "status", "0");
        String held = held().get(0);

        model.change(held, "field_city", "Rome");
        model.change("1999", "field_city", "Rome");
        model.settle();

        assertThat(model.account(held)).containsEntry("city", "Rome").containsEntry("suspended", "0");
        assertThat(model.account("1999")).containsEntry("city", "Rome");
        model.change(held, "status", "1");
        model.settle();
        assertThat(model.states("held")).isEqualTo(9);
        assertThat(model.engine.brakeActs().release("lms", "operator").await().indefinitely())
                .isEqualTo(9);
        model.settle();
        assertThat(suspended()).isEqualTo(59);
    }

    private void change(int people, String attribute, String value) {
        IntStream.range(FIRST, FIRST + people).forEach(uid -> model.change(String.valueOf(uid), attribute, value));
        model.settle();
    }

    private long suspended() {
        return model.moodle.ids().stream()
                .filter(id -> "1".equals(model.account(id).get("suspended")))
                .count();
    }

    private List<String> held() {
        return model.texts("select cms_uid as text from brake_held order by cms_uid");
    }
}
