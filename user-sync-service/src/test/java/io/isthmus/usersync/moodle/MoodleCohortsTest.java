package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.moodle.MoodleClient;
import io.isthmus.moodle.MoodleSettings;
import io.isthmus.moodle.MoodleToken;
import io.isthmus.testbed.lms.Capability;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Written;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MoodleCohortsTest {

    private static final String ADA = "4";

    private static Vertx vertx;
    private static LmsStandIn lms;
    private static MoodleClient client;

    private final MoodleCalls calls = new MoodleCalls() {
        @Override
        public Uni<JsonNode> read(String function, Map<String, ?> parameters) {
            return client.call(function, parameters);
        }

        @Override
        public Uni<JsonNode> write(String function, Map<String, ?> parameters) {
            return client.call(function, parameters);
        }
    };

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        lms = LmsStandIn.start(LmsOptions.sample());
        client = new MoodleClient(
                vertx,
                new MoodleSettings(
                        lms.url(),
                        MoodleToken.of(LmsOptions.LOCAL_TOKEN),
                        Duration.ofMinutes(1),
                        MoodleSettings.DEFAULT_MAX_RESPONSE_BYTES));
    }

    @AfterAll
    static void stop() {
        client.close();
        lms.close();
        vertx.closeAndAwait();
    }

    private LmsAccounts users(String prefix) {
        return users(prefix, calls);
    }

    private static LmsAccounts users(String prefix, MoodleCalls calls) {
        var users = new MoodleUsers(
                calls,
                new MoodleLookups(calls, () -> Uni.createFrom().item(List.of()), 50, 8),
                new MoodleRules(Set.of("en"), "-"),
                Set.of(),
                "userkey",
                50,
                8);
        return new UsersWithCohorts(users, new MoodleCohorts(calls, prefix, Clock.systemUTC()));
    }

    private static Account found(LmsAccounts users) {
        return ((Lookup.Found) users.byId(ADA).await().indefinitely()).account();
    }

    @Test
    void makesCohortsAndKeepsAPersonInThoseOfTheirGroups() {
        LmsAccounts users = users("one:group:");
        assertThat(found(users).text(Field.GROUPS)).isEmpty();

        Written written = users.update(found(users), Map.of(Field.GROUPS, "editor,teacher", Field.CITY, "Rome"))
                .await()
                .indefinitely();
        assertThat(written.after().text(Field.GROUPS)).isEqualTo("editor,teacher");
        assertThat(written.after().text(Field.CITY)).isEqualTo("Rome");

        users.update(written.after(), Map.of(Field.GROUPS, "teacher")).await().indefinitely();
        assertThat(found(users("one:group:")).text(Field.GROUPS)).isEqualTo("teacher");
    }

    @Test
    void looksAgainWhereAnotherReplicaHasChangedThemSince() {
        LmsAccounts here = users("both:group:");
        LmsAccounts there = users("both:group:");
        found(there);
        Instant before = Instant.now();
        here.update(found(here), Map.of(Field.GROUPS, "editor")).await().indefinitely();

        Lookup seen = there.byId(ADA, before).await().indefinitely();

        assertThat(((Lookup.Found) seen).account().text(Field.GROUPS)).isEqualTo("editor");
    }

    @Test
    void leavesTheCohortsOfOthersAlone() {
        LmsAccounts theirs = users("theirs:group:");
        theirs.update(found(theirs), Map.of(Field.GROUPS, "staff")).await().indefinitely();

        LmsAccounts ours = users("ours:group:");
        ours.update(found(ours), Map.of(Field.GROUPS, "")).await().indefinitely();

        assertThat(found(users("theirs:group:")).text(Field.GROUPS)).isEqualTo("staff");
    }

    @Test
    void saysThatCohortsMayNotBeWrittenAndWritesTheRest() {
        lms.token().revoke(Capability.COHORT_MANAGE).revoke(Capability.COHORT_ASSIGN);
        try {
            LmsAccounts users = users("two:group:");
            Written written = users.update(found(users), Map.of(Field.GROUPS, "new", Field.CITY, "Oslo"))
                    .await()
                    .indefinitely();

            assertThat(written.refused()).containsEntry(Field.GROUPS, "cohorts-refused-by-lms");
            assertThat(written.after().text(Field.CITY)).isEqualTo("Oslo");
        } finally {
            lms.token().grant(Capability.COHORT_MANAGE).grant(Capability.COHORT_ASSIGN);
        }
    }

    @Test
    void takesAPersonOutOfACohortWhereTheNewOneMayNotBeMade() {
        LmsAccounts users = users("left:group:");
        users.update(found(users), Map.of(Field.GROUPS, "editor")).await().indefinitely();
        lms.token().revoke(Capability.COHORT_MANAGE);
        try {
            Written written = users.update(found(users), Map.of(Field.GROUPS, "teacher"))
                    .await()
                    .indefinitely();

            assertThat(written.refused()).containsEntry(Field.GROUPS, "cohorts-refused-by-lms");
            assertThat(found(users("left:group:")).text(Field.GROUPS)).isEmpty();
        } finally {
            lms.token().grant(Capability.COHORT_MANAGE);
        }
    }

    @Test
    void makesTheOtherCohortsWhereOneIsRefusedAndSaysSo() {
        LmsAccounts users = users("long:group:");

        Written written = users.update(found(users), Map.of(Field.GROUPS, "editor," + "x".repeat(200) + ",teacher"))
                .await()
                .indefinitely();

        assertThat(written.refused()).containsEntry(Field.GROUPS, "cohorts-refused-by-lms");
        assertThat(found(users("long:group:")).text(Field.GROUPS)).isEqualTo("editor,teacher");
    }

    @Test
    void makesTheOtherCohortsWhereSomebodyHasJustMadeOne() {
        var first = new AtomicBoolean(true);
        LmsAccounts others = users("race:group:");
        Account account = found(others);
        LmsAccounts users = users("race:group:", new MoodleCalls() {
            @Override
            public Uni<JsonNode> read(String function, Map<String, ?> parameters) {
                return calls.read(function, parameters);
            }

            @Override
            public Uni<JsonNode> write(String function, Map<String, ?> parameters) {
                return first.getAndSet(false)
                        ? others.update(account, Map.of(Field.GROUPS, "editor"))
                                .chain(() -> calls.write(function, parameters))
                        : calls.write(function, parameters);
            }
        });

        Written written = users.update(account, Map.of(Field.GROUPS, "editor,teacher"))
                .await()
                .indefinitely();

        assertThat(written.refused()).isEmpty();
        assertThat(written.after().text(Field.GROUPS)).isEqualTo("editor,teacher");
    }
}
