package io.isthmus.usersync.drupal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.account.Written;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what a real Drupal 10.2 said. */
class DrupalUsersTest {

    private static final String UUID = "652fa0c0-bfe2-498b-9392-7b5369f155dd";

    private final RecordedDrupal drupal = new RecordedDrupal();

    @AfterAll
    static void list() {
        System.out.println("recordings exercised: " + String.join(" ", RecordedDrupal.USED));
    }

    private static Account account() {
        return new Account("236", UUID, "", Map.of(Field.USERNAME, "zoe"), false, null);
    }

    private static void isConfiguration(Throwable failure, String reason) {
        assertThat(failure).isInstanceOfSatisfying(RemoteFault.class, fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(fault.reason()).isEqualTo(reason);
        });
    }

    @Test
    void readsAUserByUid() {
        drupal.answering("jsonapi-read-06-filter-uid");

        Lookup lookup = drupal.users().byId("4").await().indefinitely();

        assertThat(lookup).isInstanceOfSatisfying(Lookup.Found.class, found -> {
            Account account = found.account();
            assertThat(account.id()).isEqualTo("4");
            assertThat(account.handle()).isEqualTo("6b8cd5eb-d236-409f-9ded-6b290d7cc1dd");
            assertThat(account.suspended()).isFalse();
            assertThat(account.changedAt()).isEqualTo(Instant.parse("2023-11-14T22:38:20Z"));
            assertThat(account.fields())
                    .containsEntry(Field.USERNAME, "josé.garcía")
                    .containsEntry(Field.EMAIL, "jose@lab.test")
                    .containsEntry(Field.FIRST_NAME, "José")
                    .containsEntry(Field.LOCALE, "en")
                    .doesNotContainKey(Field.CITY);
        });
        assertThat(drupal.indexes()).isZero();
    }

    @Test
    void readsInOneCallWhoIsAskedForWhileAnotherCallIsUnderWay() {
        drupal.answering("jsonapi-read-06-filter-uid", "jsonapi-read-15-filter-uid-in")
                .holding();
        DrupalUsers users = drupal.users();

        users.byId("4").subscribe().asCompletionStage();
        CompletableFuture<Lookup> one = users.byId("3").subscribe().asCompletionStage();
        CompletableFuture<Lookup> other = users.byId("5").subscribe().asCompletionStage();
        drupal.answer();

        assertThat(drupal.queries()).hasSize(1);
        assertThat(drupal.queries().get(0))
                .containsEntry("filter[u][condition][operator]", "IN")
                .containsEntry("filter[u][condition][value][0]", "3")
                .containsEntry("filter[u][condition][value][1]", "5");
        assertThat(one.join())
                .isInstanceOfSatisfying(
                        Lookup.Found.class,
                        found ->
                                assertThat(found.account().text(Field.USERNAME)).isEqualTo("ada.lovelace"));
        assertThat(other.join())
                .isInstanceOfSatisfying(
                        Lookup.Found.class,
                        found -> assertThat(found.account().id()).isEqualTo("5"));
        assertThat(drupal.indexes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "jsonapi-read-30-whoami-basic-auth,true",
        "session-21-whoami-jsonapi-index-anonymous,false",
    })
    void amongManyAnAbsenceCountsOnlyForTheServiceAccount(String index, boolean counts) {
        drupal.answering("jsonapi-read-06-filter-uid", "jsonapi-read-15-filter-uid-in", index)
                .holding();
        DrupalUsers users = drupal.users();

        users.byId("4").subscribe().asCompletionStage();
        users.byId("3").subscribe().asCompletionStage();
        CompletableFuture<Lookup> gone = users.byId("77").subscribe().asCompletionStage();
        drupal.answer();

        if (counts) {
            assertThat(gone.join()).isInstanceOf(Lookup.Absent.class);
        } else {
            assertThatThrownBy(gone::join)
                    .satisfies(failure -> isConfiguration(failure.getCause(), "cms-takes-us-for-anonymous"));
        }
    }

    @Test
    void readsAUserByName() {
        drupal.answering("jsonapi-read-07-filter-name-nonascii");

        assertThat(drupal.users().byUsername("Łukasz Żółć").await().indefinitely())
                .isInstanceOf(Lookup.Found.class);
    }

    @Test
    void seesThatAUserIsBlocked() {
        drupal.answering("jsonapi-read-10-filter-status-0");

        assertThat(drupal.users().byId("9").await().indefinitely())
                .isInstanceOfSatisfying(
                        Lookup.Found.class,
                        found -> assertThat(found.account().suspended()).isTrue());
    }

    @Test
    void takesNobodyForAbsentBeforeDrupalHasSaidWhoIsAsking() {
        drupal.answering("jsonapi-write-75-deleted-not-in-changed-feed", "jsonapi-read-30-whoami-basic-auth");

        assertThat(drupal.users().byId("245").await().indefinitely()).isEqualTo(new Lookup.Absent());

        assertThat(drupal.indexes()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flood-03-basic-auth-right-password-after-7-wrong",
                "session-21-whoami-jsonapi-index-anonymous",
                "session-22-whoami-jsonapi-index-bogus-cookie",
                "jsonapi-write-63-whoami-after-block"
            })
    void concludesNothingAsAnonymous(String index) {
        drupal.answering("jsonapi-write-75-deleted-not-in-changed-feed", index);

        assertThatThrownBy(() -> drupal.users().byId("245").await().indefinitely())
                .satisfies(failure -> isConfiguration(failure, "cms-takes-us-for-anonymous"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jsonapi-read-26-anonymous-collection",
                "jsonapi-read-28-basic-auth-wrong-password",
                "jsonapi-read-29-basic-auth-blocked-user"
            })
    void takesAUserWithoutANameForAFault(String recording) {
        drupal.answering(recording);

        assertThatThrownBy(() -> drupal.users().byId("4").await().indefinitely())
                .satisfies(failure -> isConfiguration(failure, "cms-hides-users"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "-1", "4 or 1=1", "name:ada"})
    void asksForNoUidThatIsNone(String uid) {
        assertThat(drupal.users().byId(uid).await().indefinitely()).isEqualTo(new Lookup.Absent());
    }

    @Test
    void writesFieldsAndTakesTheAnswerForTheReadingBack() {
        drupal.answering("jsonapi-write-40-patch-fields");

        Written written = drupal.users()
                .update(account(), Map.of(Field.LAST_NAME, "Øster", Field.STATUS, Field.ACTIVE, Field.CITY, ""))
                .await()
                .indefinitely();

        JsonNode data = drupal.written().get(0).path("data");
        assertThat(data.path("type").asText()).isEqualTo("user--user");
        assertThat(data.path("id").asText()).isEqualTo(UUID);
        assertThat(data.path("attributes").path("field_last_name").asText()).isEqualTo("Øster");
        assertThat(data.path("attributes").path("status").asBoolean()).isTrue();
        assertThat(data.path("attributes").path("field_city").isNull()).isTrue();
        assertThat(written.refused()).isEmpty();
        assertThat(written.after().fields()).containsEntry(Field.LAST_NAME, "Øster");
    }

    @Test
    void blocks() {
        drupal.answering("jsonapi-write-41-patch-block");

        Written written = drupal.users()
                .update(account(), Map.of(Field.STATUS, Field.SUSPENDED))
                .await()
                .indefinitely();

        assertThat(drupal.written()
                        .get(0)
                        .path("data")
                        .path("attributes")
                        .path("status")
                        .asBoolean(true))
                .isFalse();
        assertThat(written.after().suspended()).isTrue();
    }

    @Test
    void readsAnEmptiedFieldAsEmpty() {
        drupal.answering("jsonapi-write-49-patch-null-field");

        Written written = drupal.users()
                .update(account(), Map.of(Field.LAST_NAME, ""))
                .await()
                .indefinitely();

        assertThat(written.after().fields()).containsEntry(Field.LAST_NAME, "");
    }

    @ParameterizedTest
    @CsvSource({
        "jsonapi-write-43-patch-duplicate-mail, email, email-taken",
        "jsonapi-write-44-patch-duplicate-name, username, username-taken",
        "jsonapi-write-50-patch-mail-null, email, email-refused-by-cms"
    })
    void writesTheRestWithoutWhatDrupalRefuses(String recording, String field, String reason) {
        drupal.answering(recording, "jsonapi-write-40-patch-fields");

        Written written = drupal.users()
                .update(account(), Map.of(field, "taken", Field.FIRST_NAME, "Zoë"))
                .await()
                .indefinitely();

        assertThat(written.refused()).containsExactly(Map.entry(field, reason));
        assertThat(drupal.written()).hasSize(2);
        assertThat(drupal.written().get(1).path("data").path("attributes").size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jsonapi-write-37-read-only-default-patch",
                "jsonapi-write-47-patch-404",
                "jsonapi-write-53-patch-ordinary-user-other",
                "jsonapi-write-45-patch-id-missing",
                "jsonapi-write-46-patch-id-mismatch"
            })
    void saysThatAnAdministratorHasToHelp(String recording) {
        drupal.answering(recording);

        assertThatThrownBy(() -> drupal.users()
                        .update(account(), Map.of(Field.FIRST_NAME, "q"))
                        .await()
                        .indefinitely())
                .isInstanceOf(RemoteFault.class);
    }

    @Test
    void doesNotWriteAFieldThatDrupalDoesNotHave() {
        Written written = drupal.users()
                .update(account(), Map.of(Field.DEPARTMENT, "R&D"))
                .await()
                .indefinitely();

        assertThat(written.after()).isEqualTo(account());
        assertThat(drupal.written()).isEmpty();
    }

    /** Otherwise it would be sent for ever. */
    @Test
    void takesAllForRefusedWhereDrupalDoesNotSayWhat() {
        drupal.answering("jsonapi-write-12-create-unknown-attribute");

        Written written = drupal.users()
                .update(account(), Map.of(Field.CITY, "Rome", Field.COUNTRY, "IT"))
                .await()
                .indefinitely();

        assertThat(written.refused()).isEqualTo(Map.of(Field.CITY, "refused-by-cms", Field.COUNTRY, "refused-by-cms"));
    }
}
