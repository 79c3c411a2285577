package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.optional;
import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report builder, as far as a scan needs it: a report of all users by the time they were modified, the latest first,
 * and its filter, which Moodle keeps per user who reads.
 */
final class ReportFunctions {

    /** The report set up for scans; number 2 is a report with Moodle's default setup, which hides the suspended. */
    static final long ALL_USERS = 1;

    private static final long DEFAULT_USERS = 2;
    private static final int FROM_DATE_ON = 3;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, h:mm a", Locale.ENGLISH);

    private static final List<String> HEADERS = List.of(
            "Full name with link",
            "Username",
            "ID number",
            "Email address",
            "First name",
            "Last name",
            "Suspended",
            "Time modified");

    private final LmsState state;
    private final UserView view;
    private final String wwwroot;
    private final Map<Long, Long> modifiedFrom = new HashMap<>();

    ReportFunctions(LmsState state, UserView view, String wwwroot) {
        this.state = state;
        this.view = view;
        this.wwwroot = wwwroot;
    }

    List<WebFunction> all() {
        return List.of(
                new WebFunction(
                        "core_reportbuilder_retrieve_report",
                        struct(
                                required("reportid", ParamType.INT),
                                optional("page", ParamType.INT, "0"),
                                optional("perpage", ParamType.INT, "10")),
                        this::retrieve),
                new WebFunction(
                        "core_reportbuilder_set_filters",
                        struct(
                                required("reportid", ParamType.INT),
                                optional("parameters", ParamType.RAW, ""),
                                required("values", ParamType.RAW)),
                        this::setFilters));
    }

    private static void open(Caller caller, long reportId) {
        if (reportId != ALL_USERS && reportId != DEFAULT_USERS) {
            throw MoodleError.missingReport(reportId);
        }
        if (!caller.may(Capability.REPORT_VIEW_ALL)) {
            throw new MoodleError(
                    "core_reportbuilder\\exception\\report_access_exception",
                    "errorreportview",
                    "You cannot view this report",
                    null);
        }
    }

    /** Whatever is in {@code values}, the answer is true; what Moodle cannot read sets nothing. */
    private Object setFilters(Caller caller, Args args) {
        open(caller, args.number("reportid"));
        long from = 0;
        try {
            JsonNode values = JSON.readTree(args.text("values"));
            if (values.path("user:timemodified_operator").asInt() == FROM_DATE_ON) {
                from = values.path("user:timemodified_from").asLong();
            }
        } catch (IOException e) {
            from = 0;
        }
        modifiedFrom.put(caller.user().id(), from);
        return true;
    }

    private Object retrieve(Caller caller, Args args) {
        long reportId = args.number("reportid");
        open(caller, reportId);
        boolean all = reportId == ALL_USERS;
        List<LmsUser> found = all ? allUsers(caller) : defaultUsers();
        long perPage = args.number("perpage");
        List<Map<String, Object>> rows = found.stream()
                .skip(perPage > 0 ? Math.max(0, args.number("page")) * perPage : 0)
                .limit(perPage > 0 ? perPage : Long.MAX_VALUE)
                .map(user -> Map.<String, Object>of("columns", all ? row(caller, user) : defaultRow(user)))
                .toList();
        var data = new LinkedHashMap<String, Object>();
        data.put("headers", all ? HEADERS : List.of("Full name", "Username", "Email address"));
        data.put("rows", rows);
        data.put("totalrowcount", found.size());
        return Map.of("details", details(reportId), "data", data, "warnings", List.of());
    }

    private List<LmsUser> allUsers(Caller caller) {
        long from = modifiedFrom.getOrDefault(caller.user().id(), 0L);
        return state.users.all().stream()
                .filter(user -> !user.deleted() && user.id() != SampleWorld.GUEST && user.timeModified() >= from)
                .sorted(Comparator.comparingLong(LmsUser::timeModified)
                        .thenComparingLong(LmsUser::id)
                        .reversed())
                .toList();
    }

    private List<LmsUser> defaultUsers() {
        return state.users.all().stream()
                .filter(user -> !user.deleted() && !user.suspended() && user.id() != SampleWorld.GUEST)
                .sorted(Comparator.comparing(LmsUser::fullname))
                .toList();
    }

    /** There is no column for the id: it stands in the link. The name in the link is not escaped, the others are. */
    private List<String> row(Caller caller, LmsUser user) {
        return List.of(
                "<a href=\"" + wwwroot + "/user/profile.php?id=" + user.id() + "\">" + user.fullname() + "</a>",
                escaped(user.username()),
                escaped(user.idnumber()),
                escaped(user.email()),
                escaped(user.firstname()),
                escaped(user.lastname()),
                user.suspended() ? "Yes" : "No",
                minute(user.timeModified(), caller.timezone()));
    }

    private static List<String> defaultRow(LmsUser user) {
        return List.of(user.fullname(), escaped(user.username()), escaped(user.email()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#039;");
    }

    private static String minute(long seconds, String timezone) {
        try {
            return Instant.ofEpochSecond(seconds)
                    .atZone(ZoneId.of(timezone.isEmpty() ? "UTC" : timezone))
                    .format(MINUTE);
        } catch (DateTimeException e) {
            throw MoodleError.invalidParameter("timezone: " + timezone);
        }
    }

    private Map<String, Object> details(long reportId) {
        LmsUser admin = state.user(SampleWorld.ADMIN).orElseThrow();
        boolean all = reportId == ALL_USERS;
        var details = new LinkedHashMap<String, Object>();
        details.put("name", all ? "CMS users" : "Default users");
        details.put("source", "core_user\\reportbuilder\\datasource\\users");
        details.put("type", 0);
        details.put("uniquerows", false);
        details.put("conditiondata", all ? null : "{\"user:suspended_operator\":2}");
        details.put("settingsdata", null);
        details.put("contextid", 1);
        details.put("component", "");
        details.put("area", "");
        details.put("itemid", 0);
        details.put("usercreated", admin.id());
        details.put("id", reportId);
        details.put("timecreated", 0);
        details.put("timemodified", 0);
        details.put("usermodified", admin.id());
        details.put("sourcename", "Users");
        details.put("tags", List.of());
        details.put("modifiedby", modifiedBy(admin));
        return details;
    }

    private Map<String, Object> modifiedBy(LmsUser admin) {
        var by = new LinkedHashMap<String, Object>();
        by.put("id", admin.id());
        by.put("email", admin.email());
        for (String name : List.of("idnumber", "phone1", "phone2", "department", "institution")) {
            by.put(name, admin.field(name));
        }
        by.put("fullname", admin.fullname());
        by.put("identity", admin.email());
        by.put("profileurl", wwwroot + "/user/profile.php?id=" + admin.id());
        by.put("profileimageurl", view.picture("f1"));
        by.put("profileimageurlsmall", view.picture("f2"));
        return by;
    }
}
