package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.account.KnownAccounts;
import io.isthmus.usersync.account.RemoteFault;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds out what the token may not do, before it is needed, and says so in words. */
final class MoodleProbe {

    /** What each function is for. */
    private static final Map<String, String> ALWAYS = Map.of(
            "core_user_get_users_by_field", "to look accounts up",
            "core_user_get_users", "to look accounts up by address",
            "core_user_create_users", "to make accounts",
            "core_user_update_users", "to change accounts",
            "core_user_delete_users", "to delete accounts, where isthmus.sync.deprovision is delete");

    private static final Map<String, String> COHORTS = Map.of(
            "core_cohort_get_cohorts", "to find cohorts",
            "core_cohort_get_cohort_members", "to see who is in a cohort",
            "core_cohort_create_cohorts", "to make cohorts",
            "core_cohort_add_cohort_members", "to put users into cohorts",
            "core_cohort_delete_cohort_members", "to take users out of cohorts");

    private static final Map<String, String> REPORT = Map.of(
            "core_reportbuilder_set_filters", "to have the report of scans show what has changed",
            "core_reportbuilder_retrieve_report", "to read the report of scans");

    private final MoodleCalls calls;
    private final KnownAccounts known;
    private final Map<String, String> needed;

    /**
     * @param cohorts whether groups of the CMS become cohorts
     * @param report whether scans read a custom report
     */
    MoodleProbe(MoodleCalls calls, KnownAccounts known, boolean cohorts, boolean report) {
        this.calls = calls;
        this.known = known;
        this.needed = needed(cohorts, report);
    }

    private static Map<String, String> needed(boolean cohorts, boolean report) {
        var needed = new TreeMap<>(ALWAYS);
        if (cohorts) {
            needed.putAll(COHORTS);
        }
        if (report) {
            needed.putAll(REPORT);
        }
        return needed;
    }

    /** @return what is missing, a sentence each; empty if nothing is, as far as can be told without writing */
    Uni<List<String>> missing() {
        return calls.read("core_webservice_get_site_info", Map.of())
                .map(this::functions)
                .chain(missing -> known.few()
                        .chain(ids -> ids.isEmpty()
                                ? Uni.createFrom().item(missing)
                                : details(ids).map(more -> joined(missing, more))))
                .onFailure()
                .recoverWithItem(failure -> List.of(unreachable(failure)));
    }

    private List<String> functions(JsonNode site) {
        Set<String> there = new HashSet<>();
        site.path("functions")
                .forEach(function -> there.add(function.path("name").asText()));
        return needed.entrySet().stream()
                .filter(function -> !there.contains(function.getKey()))
                .map(function -> "The web service of the LMS lacks the function " + function.getKey() + " ("
                        + function.getValue() + "): add it at Site administration > Server > Web services >"
                        + " External services.")
                .toList();
    }

    /** What may be seen of accounts of which one is certain to be there. */
    private Uni<List<String>> details(List<String> ids) {
        return calls.read("core_user_get_users_by_field", Map.of("field", "id", "values", ids))
                .map(users -> {
                    JsonNode user = users.path(0);
                    boolean sees = user.has("username") && user.has("email") && user.has("idnumber");
                    return sees
                            ? List.of()
                            : List.of("The web service user of the LMS does not see accounts whole: its role lacks"
                                    + " moodle/user:viewalldetails or moodle/user:update, in the system context.");
                });
    }

    private static List<String> joined(List<String> some, List<String> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static String unreachable(Throwable failure) {
        String reason = Faults.remote(failure) instanceof RemoteFault fault ? fault.reason() : "unknown";
        return switch (reason) {
            case "lms-invalidtoken" ->
                "The LMS does not know the token: make one for the web service user, and set isthmus.lms.token.";
            case "lms-accessexception" ->
                "The LMS refuses the token: it has expired, is bound to another address, or its service lacks"
                        + " core_webservice_get_site_info.";
            default -> "The LMS cannot be asked what the token may do (" + reason + ").";
        };
    }
}
