package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.recordings.Recordings;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Written;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what a real Moodle 4.5 said. */
class MoodleUsersTest {

    private static final String BY_FIELD = "core_user_get_users_by_field";

    private final RecordedMoodle moodle = new RecordedMoodle();

    @AfterEach
    void close() {
        moodle.close();
    }

    @AfterAll
    static void list() {
        System.out.println("recordings exercised: " + String.join(" ", RecordedMoodle.USED));
    }

    @Test
    void findsAnAccountByItsKey() {
        moodle.answering(BY_FIELD + "--ok-idnumber");

        List<Account> found = moodle.users().byKey("CMS-1001").await().indefinitely();

        assertThat(found).singleElement().satisfies(account -> {
            assertThat(account.id()).isEqualTo("6");
            assertThat(account.key()).isEqualTo("CMS-1001");
            assertThat(account.suspended()).isFalse();
            assertThat(account.fields())
                    .containsEntry(Field.USERNAME, "alice")
                    .containsEntry(Field.CITY, "")
                    .containsEntry(Field.LOCALE, "en");
        });
    }

    @Test
    void findsBothWhenTwoCarryTheSameKey() {
        moodle.answering(BY_FIELD + "--two-users-same-idnumber");

        assertThat(moodle.users().byKey("CMS-1001").await().indefinitely())
                .extracting(Account::id)
                .containsExactly("6", "32");
    }

    @Test
    void seesThatAnAccountIsSuspended() {
        moodle.answering(BY_FIELD + "--suspended-user");

        assertThat(moodle.users().byUsername("frank").await().indefinitely())
                .extracting(Account::suspended)
                .containsExactly(true);
    }

    @Test
    void tellsADeletedAccountFromAnAbsentOne() {
        moodle.answering(BY_FIELD + "--deleted-user-by-id");
        assertThat(moodle.users().byId("26").await().indefinitely()).isInstanceOf(Lookup.Deleted.class);
        assertThat(moodle.users().byId("27").await().indefinitely()).isInstanceOf(Lookup.Absent.class);
        assertThat(moodle.users().byId("no number").await().indefinitely()).isInstanceOf(Lookup.Absent.class);
    }

    @Test
    void takesNobodyForAbsentWhoMayOnlyBeHidden() {
        moodle.answering(BY_FIELD + "--ok-id").answering(BY_FIELD + "--lowpriv");
        MoodleUsers users = moodle.users(() -> Uni.createFrom().item(List.of("6")));

        assertThatThrownBy(() -> users.byKey("CMS-7").await().indefinitely())
                .isInstanceOfSatisfying(RemoteFault.class, fault -> {
                    assertThat(fault.kind()).isEqualTo(RemoteFault.Kind.CONFIGURATION);
                    assertThat(fault.reason()).isEqualTo("lms-hides-users");
                });
    }

    @Test
    void takesNobodyForAbsentOfWhomTheAnswerWasNotWhole() {
        moodle.answering(BY_FIELD + "--ok-id").answering(BY_FIELD + "--lowpriv").answering(BY_FIELD + "--ok-id");
        MoodleUsers users = moodle.users(() -> Uni.createFrom().item(List.of("6")));

        assertThatThrownBy(() -> users.byKey("CMS-7").await().indefinitely())
                .isInstanceOfSatisfying(RemoteFault.class, fault -> {
                    assertThat(fault.kind()).isEqualTo(RemoteFault.Kind.RETRYABLE);
                    assertThat(fault.reason()).isEqualTo("lms-incomplete-answer");
                });
    }

    @Test
    void findsAnotherWitnessWhereOneIsGoneForGood() {
        moodle.answering(BY_FIELD + "--ok-id").answering(BY_FIELD + "--ok-idnumber");
        MoodleUsers users = moodle.users(() -> Uni.createFrom().item(List.of("987654", "6")));

        assertThat(users.byKey("CMS-0000").await().indefinitely()).isEmpty();
    }

    @Test
    void takesOtherJsonForNoList() {
        var strange = new AnsweringMoodle(Map.of(BY_FIELD, "{}"));
        var lookups = new MoodleLookups(strange, () -> Uni.createFrom().item(List.of()), 50, 8);

        assertThatThrownBy(() -> lookups.find("id", "7").await().indefinitely())
                .isInstanceOf(RemoteFault.class)
                .hasMessage("lms-unexpected-answer");
    }

    @Test
    void asksForAWitnessInEveryLookup() {
        moodle.answering(BY_FIELD + "--ok-id").answering(BY_FIELD + "--ok-idnumber");
        MoodleUsers users = moodle.users(() -> Uni.createFrom().item(List.of("6")));

        assertThat(users.byKey("CMS-0000").await().indefinitely()).isEmpty();

        assertThat(moodle.asked(BY_FIELD).get(1))
                .containsEntry("values[0]", "CMS-0000")
                .containsEntry("values[1]", "CMS-1001");
    }

    @Test
    void minesWildcardsOutOfWhatIsFoundByAddress() {
        moodle.answering("core_user_get_users--ok-email");

        assertThat(moodle.users().byEmail("ALICE@example.test").await().indefinitely())
                .hasSize(1);
        assertThat(moodle.users().byEmail("%@example.test").await().indefinitely())
                .isEmpty();
    }

    @Test
    void makesAnAccountWithoutAPasswordAndReadsItBackByItsKey() {
        moodle.answering("core_user_create_users--ok-auth-userkey-no-password").answering(BY_FIELD + "--ok-idnumber");

        assertThatThrownBy(() -> moodle.users()
                        .create("CMS-2004", Map.of(Field.USERNAME, "nopass", Field.FIRST_NAME, "Test"))
                        .await()
                        .indefinitely())
                .isInstanceOf(RemoteFault.class);

        assertThat(moodle.asked("core_user_create_users").get(0))
                .containsEntry("users[0][username]", "nopass")
                .containsEntry("users[0][firstname]", "Test")
                .containsEntry("users[0][idnumber]", "CMS-2004")
                .containsEntry("users[0][auth]", "userkey")
                .doesNotContainKey("users[0][password]");
        assertThat(moodle.asked(BY_FIELD).get(0)).containsEntry("values[0]", "CMS-2004");
    }

    @ParameterizedTest
    @CsvSource({
        "duplicate-username, refused-by-lms",
        "duplicate-email, refused-by-lms",
        "duplicate-email-other-case, refused-by-lms",
        "invalid-email, refused-by-lms",
        "unknown-auth, refused-by-lms",
        "name-101-characters, refused-by-lms",
        "idnumber-too-long, refused-by-lms",
    })
    void saysThatMoodleRefusesAnAccount(String recording, String reason) {
        moodle.answering("core_user_create_users--" + recording);

        Creation creation = moodle.users()
                .create("CMS-2004", Map.of(Field.USERNAME, "x"))
                .await()
                .indefinitely();

        assertThat(creation).isEqualTo(new Creation.Refused(reason));
    }

    @Test
    void saysThatAnAdministratorHasToHelp() {
        moodle.answering("core_user_create_users--access-exception");

        assertThatThrownBy(() -> moodle.users().create("K", Map.of()).await().indefinitely())
                .isInstanceOfSatisfying(
                        RemoteFault.class, fault -> assertThat(fault.kind()).isEqualTo(RemoteFault.Kind.CONFIGURATION));
    }

    static Stream<String> takesAnAnswerWithoutWarningsForAWrite() {
        return Recordings.names("moodle", "core_user_update_users--").stream().filter(name -> {
            JsonNode recorded = Recordings.moodle(name);
            return recorded.path("body").path("warnings").isArray()
                    && recorded.path("body").path("warnings").isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource
    void takesAnAnswerWithoutWarningsForAWrite(String recording) {
        moodle.answering(recording).answering(BY_FIELD + "--ok-id");

        Written written = update(Map.of(Field.CITY, "Paris"));

        assertThat(written.refused()).isEmpty();
        assertThat(written.after().id()).isEqualTo("6");
    }

    @ParameterizedTest
    @CsvSource({
        "duplicate-email, email, email-taken",
        "email-swap-one-call, email, email-taken",
        "email-swap-first-of-two-calls, email, email-taken",
        "email-half-swap-fails-half, email, email-taken",
        "email-cleared, email, email-invalid",
        "invalid-email, email, email-invalid",
        "admin-user, city, privileged-account",
        "guest-user, city, refused-by-lms",
        "deleted-user, city, refused-by-lms",
        "unknown-id, city, refused-by-lms",
        "city-too-long, city, refused-by-lms",
        "name-101-characters, lastName, refused-by-lms",
        "name-html, firstName, refused-by-lms",
        "unknown-lang, locale, refused-by-lms",
        "unknown-auth, city, refused-by-lms",
        "upper-case-username, city, refused-by-lms",
        "suspended-yes, status, refused-by-lms",
    })
    void saysWhichFieldMoodleRefusesAndWhy(String recording, String field, String reason) {
        moodle.answering(BY_FIELD + "--ok-id");
        String name = "core_user_update_users--" + recording;
        moodle.answering(name);
        JsonNode warnings = Recordings.moodle(name).path("body").path("warnings");
        String id = warnings.isEmpty() ? "6" : warnings.get(0).path("itemid").asText();
        Account account = new Account(id, id, "", Map.of(), false, null);

        Uni<Written> writing = moodle.users().update(account, Map.of(field, "x"));

        if (id.equals("6")) {
            assertThat(writing.await().indefinitely().refused()).containsExactly(Map.entry(field, reason));
        } else {
            assertThatThrownBy(() -> writing.await().indefinitely())
                    .as("reading back %s, whom the recording does not have", id)
                    .isInstanceOfSatisfying(
                            RemoteFault.class,
                            fault -> assertThat(fault.reason()).isEqualTo("lms-account-vanished"));
        }
    }

    @Test
    void writesTheRestWithoutAnAddressThatIsTaken() {
        moodle.answering("core_user_update_users--email-swap-first-of-two-calls")
                .answering("core_user_update_users--ok")
                .answering(BY_FIELD + "--ok-id");

        Written written = update(Map.of(Field.EMAIL, "bob@example.test", Field.CITY, "Paris"));

        assertThat(written.refused()).containsExactly(Map.entry(Field.EMAIL, "email-taken"));
        assertThat(moodle.asked("core_user_update_users"))
                .extracting(form -> form.get("users[0][email]"), form -> form.get("users[0][city]"))
                .containsExactly(tuple("bob@example.test", "Paris"), tuple(null, "Paris"));
    }

    @Test
    void writesSuspensionAsMoodleWantsIt() {
        moodle.answering("core_user_update_users--ok-suspend").answering(BY_FIELD + "--ok-id");

        update(Map.of(Field.STATUS, Field.SUSPENDED));
        update(Map.of(Field.STATUS, Field.ACTIVE));

        assertThat(moodle.asked("core_user_update_users"))
                .extracting(form -> form.get("users[0][suspended]"))
                .containsExactly("1", "0");
    }

    @Test
    void takesAnAccountThatIsGoneForDeleted() {
        moodle.answering("core_user_delete_users--already-deleted").answering(BY_FIELD + "--deleted-user-by-id");

        moodle.users()
                .delete(new Account("26", "26", "", Map.of(), false, null))
                .await()
                .indefinitely();

        assertThat(moodle.asked("core_user_delete_users")).hasSize(1);
    }

    @Test
    void saysThatAnAccountCouldNotBeDeleted() {
        moodle.answering("core_user_delete_users--access-exception").answering(BY_FIELD + "--ok-id");

        assertThatThrownBy(() -> moodle.users()
                        .delete(new Account("6", "6", "", Map.of(), false, null))
                        .await()
                        .indefinitely())
                .isInstanceOf(RemoteFault.class);
    }

    @Test
    void readsEveryAccountThatWasRecorded() {
        List<String> names = Recordings.names("moodle", BY_FIELD + "--").stream()
                .filter(name -> Recordings.moodle(name).path("body").isArray())
                .toList();
        for (String name : names) {
            RecordedMoodle.USED.add(name);
            for (JsonNode user : Recordings.moodle(name).path("body")) {
                if (user.isObject() && user.has("email")) {
                    MoodleUser.account(user)
                            .ifPresent(account -> assertThat(account.fields())
                                    .as(name)
                                    .containsKeys(Field.USERNAME, Field.EMAIL, Field.CITY, Field.COUNTRY));
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(60);
    }

    private Written update(Map<String, String> changes) {
        return moodle.users()
                .update(new Account("6", "6", "", Map.of(), false, null), changes)
                .await()
                .indefinitely();
    }
}
