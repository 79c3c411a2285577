package io.isthmus.testbed.lms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An account as the web services show it: empty columns are left out, but for the few that never are. */
final class UserView {

    private final LmsState state;
    private final CustomFields customFields;
    private final String wwwroot;

    UserView(LmsState state, CustomFields customFields, String wwwroot) {
        this.state = state;
        this.customFields = customFields;
        this.wwwroot = wwwroot;
    }

    Map<String, Object> of(LmsUser user) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", user.id());
        view.put("username", user.username());
        view.put("firstname", user.firstname());
        view.put("lastname", user.lastname());
        view.put("fullname", user.fullname());
        view.put("email", user.email());
        putFilled(view, user, "address");
        putFilled(view, user, "phone1");
        putFilled(view, user, "phone2");
        view.put("department", user.field("department"));
        putFilled(view, user, "institution");
        putFilled(view, user, "idnumber");
        putSettings(view, user);
        putDescription(view, user);
        putFilled(view, user, "city");
        putFilled(view, user, "country");
        view.put("profileimageurlsmall", picture("f2"));
        view.put("profileimageurl", picture("f1"));
        List<Map<String, Object>> custom = customFields.view(user);
        if (!custom.isEmpty()) {
            view.put("customfields", custom);
        }
        return view;
    }

    private static void putSettings(Map<String, Object> view, LmsUser user) {
        view.put("firstaccess", user.firstAccess());
        view.put("lastaccess", user.lastAccess());
        view.put("auth", user.auth());
        view.put("suspended", user.suspended());
        view.put("confirmed", user.confirmed());
        view.put("lang", user.fields().getOrDefault("lang", "en"));
        view.put("theme", user.field("theme"));
        view.put("timezone", user.fields().getOrDefault("timezone", "99"));
        view.put("mailformat", 1);
        view.put("trackforums", 0);
    }

    /** Moodle tells the description only of people who have a role somewhere. */
    private void putDescription(Map<String, Object> view, LmsUser user) {
        boolean described = !user.field("description").isEmpty();
        if (described && !state.enrolments.find("user", user.id()).isEmpty()) {
            view.put("description", user.field("description"));
            view.put("descriptionformat", 1);
        }
    }

    private static void putFilled(Map<String, Object> view, LmsUser user, String field) {
        if (!user.field(field).isEmpty()) {
            view.put(field, user.field(field));
        }
    }

    String picture(String size) {
        return wwwroot + "/theme/image.php/boost/core/1700000000/u/" + size;
    }
}
