package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.optional;
import static io.isthmus.testbed.lms.Spec.struct;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** core_badges_get_user_badges: anybody may read them. */
final class BadgeFunctions {

    private final LmsState state;
    private final Accounts accounts;
    private final String wwwroot;

    BadgeFunctions(LmsState state, Accounts accounts, String wwwroot) {
        this.state = state;
        this.accounts = accounts;
        this.wwwroot = wwwroot;
    }

    List<WebFunction> all() {
        return List.of(new WebFunction(
                "core_badges_get_user_badges",
                struct(
                        optional("userid", ParamType.INT, "0"),
                        optional("courseid", ParamType.INT, "0"),
                        optional("page", ParamType.INT, "0"),
                        optional("perpage", ParamType.INT, "0"),
                        optional("search", ParamType.RAW, ""),
                        optional("onlypublic", ParamType.BOOL, "0")),
                this::badges));
    }

    private Object badges(Caller caller, Args args) {
        long userId = args.number("userid") == 0 ? caller.user().id() : args.number("userid");
        LmsUser user = accounts.existing(userId);
        long courseId = args.number("courseid");
        List<Map<String, Object>> badges = state.badges.all().stream()
                .filter(badge -> badge.userId() == userId && (courseId == 0 || badge.courseId() == courseId))
                .map(badge -> badge(badge, user))
                .toList();
        return Map.of("badges", badges, "warnings", List.of());
    }

    private Map<String, Object> badge(LmsBadge badge, LmsUser user) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", badge.id());
        view.put("name", badge.name());
        view.put("description", badge.description());
        view.put("timecreated", 0);
        view.put("timemodified", 0);
        view.put("issuername", "Campus");
        view.put("issuerurl", wwwroot);
        view.put("issuercontact", "campus@example.org");
        view.put("type", badge.courseId() == 0 ? 1 : 2);
        view.put("attachment", 1);
        view.put("notification", 1);
        view.put("status", 0);
        view.put("uniquehash", badge.uniqueHash());
        view.put("dateissued", badge.dateIssued());
        view.put("dateexpire", badge.dateExpire() == 0 ? null : badge.dateExpire());
        view.put("visible", 0);
        view.put("recipientid", user.id());
        view.put("recipientfullname", user.fullname());
        view.put("version", "2");
        view.put("language", "en");
        for (String name : List.of("imageauthorname", "imageauthoremail", "imageauthorurl", "imagecaption")) {
            view.put(name, "");
        }
        view.put("badgeurl", wwwroot + "/webservice/pluginfile.php/36/badges/badgeimage/" + badge.id() + "/f3");
        view.put("alignment", List.of());
        view.put("relatedbadges", List.of());
        return view;
    }
}
