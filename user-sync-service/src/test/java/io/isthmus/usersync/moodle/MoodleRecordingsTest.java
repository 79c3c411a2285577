package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.recordings.Recordings;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Written;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a real Moodle was recorded to answer to a function that is called here is understood, or a fault. */
class MoodleRecordingsTest {

    private static final List<String> FUNCTIONS = List.of(
            "core_user_get_users_by_field",
            "core_user_get_users",
            "core_user_create_users",
            "core_user_update_users",
            "core_user_delete_users",
            "core_webservice_get_site_info",
            "core_cohort_get_cohorts",
            "core_cohort_get_cohort_members",
            "core_cohort_create_cohorts",
            "core_cohort_add_cohort_members",
            "core_cohort_delete_cohort_members",
            "core_reportbuilder_set_filters",
            "core_reportbuilder_retrieve_report");
    private static final TreeSet<String> EXERCISED = new TreeSet<>();
    private static final Account ACCOUNT = new Account(
            "27", "27", "CMS-1001", Map.of(Field.USERNAME, "alice", Field.EMAIL, "alice@example.test"), false, null);

    static Stream<String> recordings() {
        return FUNCTIONS.stream().flatMap(function -> Recordings.names("moodle", function + "--").stream());
    }

    @AfterAll
    static void list() {
        System.out.printf("Moodle recordings exercised: %d%n%s%n", EXERCISED.size(), String.join("\n", EXERCISED));
        assertThat(EXERCISED).hasSize((int) recordings().count());
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void isUnderstoodOrAFault(String name) {
        JsonNode recorded = Recordings.moodle(name);
        boolean refused = recorded.path("body").has("exception")
                || recorded.path("status").asInt() != 200;
        try (var moodle = new RecordedMoodle().answering(name)) {
            Object outcome =
                    outcome(moodle, recorded.path("request").path("function").asText());
            EXERCISED.add(name);

            assertThat(outcome).as(name).isNotInstanceOf(Unexpected.class);
            if (refused) {
                assertThat(isRefusal(outcome) || outcome instanceof List<?> missing && !missing.isEmpty())
                        .as("%s ended as %s", name, outcome)
                        .isTrue();
            }
        }
    }

    /** A failure that nobody has thought of. */
    private record Unexpected(Throwable failure) {}

    private static Object outcome(RecordedMoodle moodle, String function) {
        MoodleUsers users = moodle.users();
        if (function.startsWith("core_reportbuilder_")) {
            moodle.answering(
                    function.equals("core_reportbuilder_set_filters")
                            ? "core_reportbuilder_retrieve_report--ok-modified-since"
                            : "core_reportbuilder_set_filters--ok-modified-since");
            return outcome(new MoodleReport(moodle, Optional.of(1L)).changedSince(Instant.EPOCH, 0));
        }
        if (function.startsWith("core_cohort_")) {
            return cohorts(moodle, users, function);
        }
        Uni<?> call = switch (function) {
            case "core_webservice_get_site_info" ->
                new MoodleProbe(moodle, () -> Uni.createFrom().item(Optional.empty())).missing();
            case "core_user_get_users" -> users.byEmail("alice@example.test");
            case "core_user_create_users" ->
                users.create("CMS-1001", Map.of(Field.USERNAME, "alice", Field.EMAIL, "alice@example.test"));
            case "core_user_update_users" ->
                users.update(ACCOUNT, Map.of(Field.EMAIL, "x@example.test", Field.USERNAME, "x"));
            case "core_user_delete_users" -> users.delete(ACCOUNT).replaceWith("deleted");
            default -> users.byKey("CMS-1001");
        };
        return outcome(call);
    }

    /** Into one cohort, which is to be made, and out of another. */
    private static Object cohorts(RecordedMoodle moodle, MoodleUsers users, String function) {
        if (!function.equals("core_cohort_get_cohorts")) {
            moodle.answering("core_cohort_get_cohorts--ok-all");
        }
        if (!function.equals("core_cohort_get_cohort_members")) {
            moodle.answering("core_cohort_get_cohort_members--ok-empty");
        }
        var cohorts = new MoodleCohorts(moodle, "COH-", Clock.systemUTC());
        String wanted = function.equals("core_cohort_create_cohorts") ? "1,NEW" : "1";
        return outcome(new UsersWithCohorts(users, cohorts).update(ACCOUNT, Map.of(Field.GROUPS, wanted)));
    }

    private static Object outcome(Uni<?> call) {
        try {
            return call.await().indefinitely();
        } catch (RemoteFault fault) {
            return fault;
        } catch (RuntimeException e) {
            return new Unexpected(e);
        }
    }

    private static boolean isRefusal(Object outcome) {
        return outcome instanceof RemoteFault
                || outcome instanceof Creation.Refused
                || outcome instanceof Written written && !written.refused().isEmpty();
    }
}
