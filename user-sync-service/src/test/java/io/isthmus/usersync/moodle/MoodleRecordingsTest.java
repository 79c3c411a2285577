package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a real Moodle was recorded to answer to a function that is called here is understood, or a fault. */
class MoodleRecordingsTest {

    /** Those that are called here. */
    static final List<String> FUNCTIONS = List.of(
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

    /** Recorded answers without an error that are none to what is asked here, and why. */
    private static final Map<String, String> NO_ANSWERS = Map.of(
            "core_user_create_users--ok-two", "one account is asked for",
            "core_reportbuilder_retrieve_report--default-report-hides-suspended-users", "no column tells the ids",
            "core_webservice_get_site_info--ok-get", "a service without the functions that are needed",
            "core_webservice_get_site_info--invalid-token-xml", "JSON is asked for",
            "core_user_get_users_by_field--ok-xml", "JSON is asked for");

    /** With these, the account is in cohort 1 and in no other. */
    private static final Map<String, String> AROUND = Map.of(
            "core_cohort_get_cohorts", "core_cohort_get_cohorts--ok-all",
            "core_cohort_get_cohort_members", "core_cohort_get_cohort_members--ok-two",
            "core_cohort_create_cohorts", "core_cohort_create_cohorts--ok",
            "core_cohort_add_cohort_members", "core_cohort_add_cohort_members--ok-by-id",
            "core_cohort_delete_cohort_members", "core_cohort_delete_cohort_members--ok");

    private static final TreeSet<String> EXERCISED = new TreeSet<>();

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
        String function = recorded.path("request").path("function").asText();
        boolean refused = recorded.path("body").has("exception")
                || recorded.path("status").asInt() != 200
                || isWarned(recorded)
                || NO_ANSWERS.containsKey(name);
        try (var moodle = new RecordedMoodle().answering(name)) {
            Object outcome = outcome(moodle, recorded, function);
            EXERCISED.add(name);

            assertThat(outcome).as(name).isNotInstanceOf(Unexpected.class);
            assertThat(moodle.asked(function)).as("%s is asked for", name).isNotEmpty();
            assertThat(isRefusal(outcome)).as("%s ended as %s", name, outcome).isEqualTo(refused);
        }
    }

    /** Moodle says so of the account that is written here. */
    private static boolean isWarned(JsonNode recorded) {
        String id = account(recorded).id();
        return StreamSupport.stream(recorded.at("/body/warnings").spliterator(), false)
                .anyMatch(warning -> warning.path("item").asText().equals("user")
                        && warning.path("itemid").asText().equals(id));
    }

    /** The one that was written, or is made, when this was recorded. */
    private static Account account(JsonNode recorded) {
        String made = recorded.at("/body/0/id").asText("6");
        String id = recorded.at("/request/params").path("users[0][id]").asText(made);
        return new Account(
                id, id, "CMS-1001", Map.of(Field.USERNAME, "alice", Field.EMAIL, "alice@example.test"), false, null);
    }

    /** What a probe has found. */
    private record Missing(List<String> sentences) {}

    /** A failure that nobody has thought of. */
    private record Unexpected(Throwable failure) {}

    private static Object outcome(RecordedMoodle moodle, JsonNode recorded, String function) {
        Account account = account(recorded);
        MoodleUsers users = moodle.echoing(account.id()).users();
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
                new MoodleProbe(moodle, () -> Uni.createFrom().item(List.of()), false, false)
                        .missing()
                        .map(Missing::new);
            case "core_user_get_users" -> users.byEmail("alice@example.test");
            case "core_user_create_users" -> users.create("CMS-1001", account.fields());
            case "core_user_update_users" ->
                users.update(account, Map.of(Field.EMAIL, "x@example.test", Field.USERNAME, "x"));
            case "core_user_delete_users" -> users.delete(account).replaceWith("deleted");
            default -> users.byKey("CMS-1001");
        };
        return outcome(call);
    }

    /** Into one cohort, which may have to be made, or out of one; everything else goes well. */
    private static Object cohorts(RecordedMoodle moodle, MoodleUsers users, String function) {
        AROUND.forEach((other, recording) -> {
            if (!function.equals(other)) {
                moodle.answering(recording);
            }
        });
        var cohorts = new MoodleCohorts(moodle, "COH-", Clock.systemUTC());
        String wanted = switch (function) {
            case "core_cohort_create_cohorts" -> "1,NEW";
            case "core_cohort_delete_cohort_members" -> "";
            default -> "1,LEAD";
        };
        Account member = account(MissingNode.getInstance());
        return outcome(new UsersWithCohorts(users, cohorts).update(member, Map.of(Field.GROUPS, wanted)));
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
                || outcome instanceof Missing missing && !missing.sentences().isEmpty()
                || outcome instanceof Written written && !written.refused().isEmpty();
    }
}
