package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.list;
import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;
import static io.isthmus.testbed.lms.Spec.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes accounts: create and delete keep all of a call or nothing, update keeps what it can row by row. */
final class UserWrites {

    private final LmsState state;
    private final Accounts accounts;
    private final CustomFields customFields;

    UserWrites(LmsState state, Accounts accounts, CustomFields customFields) {
        this.state = state;
        this.accounts = accounts;
        this.customFields = customFields;
    }

    List<WebFunction> all() {
        return List.of(
                new WebFunction(
                        "core_user_create_users", struct(required("users", list(UserFields.TO_CREATE))), this::create),
                new WebFunction(
                        "core_user_update_users", struct(required("users", list(UserFields.TO_UPDATE))), this::update),
                new WebFunction(
                        "core_user_delete_users",
                        struct(required("userids", list(value(ParamType.INT)))),
                        this::delete));
    }

    private Object create(Caller caller, Args args) {
        caller.require(Capability.USER_CREATE);
        var created = new ArrayList<Map<String, Object>>();
        for (Args given : args.structs("users")) {
            LmsUser user = createOne(given);
            created.add(Map.of("id", user.id(), "username", user.username()));
        }
        return created;
    }

    private LmsUser createOne(Args given) {
        for (String field : List.of("username", "firstname", "lastname")) {
            if (given.text(field).isBlank()) {
                throw MoodleError.invalidParameter("The field " + field + " cannot be blank");
            }
        }
        if (state.userByUsername(given.text("username")).isPresent()) {
            throw MoodleError.invalidParameter("Username already exists: " + given.text("username"));
        }
        UserFields.check(given);
        checkPassword(given);
        String email = given.text("email");
        if (!Emails.valid(email)) {
            throw MoodleError.invalidParameter("Email address is invalid: " + email);
        }
        if (accounts.emailTaken(email, 0)) {
            throw MoodleError.invalidParameter("Email address already exists: " + email);
        }
        LmsUser blank = LmsUser.named("", "", "", "").with(UserFields.columns(given));
        UserFields.checkLengths(blank);
        return state.addUser(customFields.store(blank, given));
    }

    private static void checkPassword(Args given) {
        boolean own = !given.has("auth") || given.text("auth").equals("manual");
        if (own && !given.has("password") && !given.flag("createpassword")) {
            throw MoodleError.invalidParameter("Invalid password: you must provide a password, or set createpassword.");
        }
        if (own && given.has("password") && !given.flag("createpassword")) {
            String complaint = Passwords.complaint(given.text("password"));
            if (!complaint.isEmpty()) {
                throw MoodleError.moodle(complaint, "error/" + complaint);
            }
        }
    }

    private Object update(Caller caller, Args args) {
        caller.require(Capability.USER_UPDATE);
        for (Args given : args.structs("users")) {
            UserFields.check(given);
        }
        var warnings = new ArrayList<Map<String, Object>>();
        for (Args given : args.structs("users")) {
            try {
                state.transaction(() -> updateOne(given));
            } catch (MoodleError e) {
                warnings.add(warning(given.number("id"), e));
            }
        }
        // A warning's code may not be HTML: Moodle then finds its own answer invalid, when all the rows are written.
        boolean sendable = warnings.stream()
                .allMatch(warning -> ParamType.ALPHANUM.accepts(String.valueOf(warning.get("warningcode"))));
        return sendable ? Map.of("warnings", warnings) : MoodleError.invalidResponse();
    }

    private LmsUser updateOne(Args given) {
        LmsUser user = accounts.updatable(given.number("id"));
        if (given.has("email") && !given.text("email").equals(user.email())) {
            accounts.checkNewEmail(given.text("email"), user.id());
        }
        if (given.has("password")) {
            String complaint = Passwords.complaint(given.text("password"));
            if (!complaint.isEmpty()) {
                throw MoodleError.moodle(complaint, "error/" + complaint);
            }
        }
        LmsUser changed = customFields.store(user.with(UserFields.columns(given)), given);
        UserFields.checkLengths(changed);
        if (state.users.find("username", changed.username()).stream().anyMatch(other -> other.id() != user.id())) {
            throw MoodleError.databaseWrite();
        }
        if (!given.has("suspended")) {
            return state.saveUser(changed);
        }
        if (given.flag("suspended")) {
            accounts.endSessions(user.id());
        }
        return state.saveUser(changed.suspended(given.flag("suspended")));
    }

    private static Map<String, Object> warning(long userId, MoodleError error) {
        var warning = new LinkedHashMap<String, Object>();
        warning.put("item", "user");
        warning.put("itemid", userId);
        warning.put("warningcode", String.valueOf(error.errorcode()));
        warning.put("message", error.text());
        return warning;
    }

    private @Nullable Object delete(Caller caller, Args args) {
        caller.require(Capability.USER_DELETE);
        for (String id : args.texts("userids")) {
            accounts.delete(Long.parseLong(id), caller.user().id());
        }
        return null;
    }
}
