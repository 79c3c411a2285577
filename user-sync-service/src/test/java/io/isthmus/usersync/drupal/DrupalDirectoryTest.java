package io.isthmus.usersync.drupal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Stretch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and new users, against what a real Drupal 10.2 said. */
class DrupalDirectoryTest {

    private static final String UUID = "11111111-2222-3333-4444-555555555555";
    private static final Map<String, String> VALUES = Map.of(Field.USERNAME, "zoe", Field.EMAIL, "zoe@lab.test");

    private final RecordedDrupal drupal = new RecordedDrupal();

    @ParameterizedTest
    @ValueSource(strings = {"jsonapi-write-01-create", "jsonapi-write-18-create-client-id"})
    void makesAUserUnderTheUuidItIsGiven(String recording) {
        drupal.answering(recording);

        Creation creation = drupal.users().create(UUID, VALUES).await().indefinitely();

        assertThat(creation).isInstanceOf(Creation.Created.class);
        assertThat(drupal.written().get(0).path("data").path("id").asText()).isEqualTo(UUID);
        assertThat(drupal.written().get(0).at("/data/attributes/status").asBoolean())
                .as("Drupal blocks whom nobody calls active")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "jsonapi-write-02-create-duplicate-name,username-taken",
        "jsonapi-write-03-create-duplicate-mail,email-taken",
        "jsonapi-write-04-create-duplicate-both,email-taken",
        "jsonapi-write-09-create-bad-mail,email-refused-by-cms",
        "jsonapi-write-10-create-bad-name,username-refused-by-cms",
        "jsonapi-write-11-create-name-too-long,username-refused-by-cms",
        "jsonapi-write-19-create-client-id-again,email-taken"
    })
    void saysWhyDrupalWillNotHaveAUser(String recording, String reason) {
        drupal.answering(recording);

        assertThat(drupal.users().create(UUID, VALUES).await().indefinitely()).isEqualTo(new Creation.Refused(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jsonapi-write-19b-create-client-id-other-name",
                "jsonapi-write-26-create-anonymous",
                "jsonapi-write-27-create-ordinary-user",
                "jsonapi-write-28-create-basic-auth-wrong-password",
                "jsonapi-write-36-read-only-default"
            })
    void failsWhenDrupalLetsItMakeNobody(String recording) {
        drupal.answering(recording);

        assertThatThrownBy(() -> drupal.users().create(UUID, VALUES).await().indefinitely())
                .isInstanceOf(RemoteFault.class);
    }

    @Test
    void mayNotLookForAddressesAsJustAnybody() {
        drupal.answering("jsonapi-read-31-ordinary-user-filter-mail");

        assertThatThrownBy(() ->
                        drupal.users().like(UUID, "zoe", "zoe@lab.test").await().indefinitely())
                .isInstanceOf(RemoteFault.class)
                .hasMessage("cms-http-403");
    }

    @Test
    void readsWhoChangedAfterAMoment() {
        drupal.answering("jsonapi-read-14-keyset");

        List<Account> changed =
                drupal.users().changedAfter(1_700_004_500, "6").await().indefinitely();

        assertThat(changed).extracting(Account::id).containsExactly("7", "8", "9");
        assertThat(changed.get(2).changedAt()).isEqualTo(Instant.parse("2023-11-15T00:01:40Z"));
    }

    @Test
    void goesThroughAllUsersByUid() {
        drupal.answering("jsonapi-read-14-keyset");

        Stretch stretch = drupal.users().after("6").await().indefinitely();

        assertThat(stretch.last()).isEqualTo("9");
        assertThat(stretch.end()).isFalse();
        assertThat(drupal.queries().get(0)).containsEntry("filter[u][condition][value]", "6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jsonapi-read-26-anonymous-collection",
                "jsonapi-read-28-basic-auth-wrong-password",
                "jsonapi-read-29-basic-auth-blocked-user"
            })
    void takesTheViewOfAnybodyForNoAnswer(String recording) {
        drupal.answering(recording);

        assertThatThrownBy(() -> drupal.users().after("").await().indefinitely())
                .isInstanceOf(RemoteFault.class)
                .hasMessage("cms-hides-users");
    }
}
