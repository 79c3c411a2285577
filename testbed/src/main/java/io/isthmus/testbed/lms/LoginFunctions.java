package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;

import java.util.List;
import java.util.Map;

/** auth_userkey_request_login_url: a link that logs a person in, once. */
final class LoginFunctions {

    private final LmsState state;
    private final UserKeys keys;
    private final String mappingField;
    private final String wwwroot;

    LoginFunctions(LmsState state, UserKeys keys, String mappingField, String wwwroot) {
        this.state = state;
        this.keys = keys;
        this.mappingField = mappingField;
        this.wwwroot = wwwroot;
    }

    List<WebFunction> all() {
        ParamType type = mappingField.equals("username") ? ParamType.USERNAME : ParamType.RAW;
        return List.of(new WebFunction(
                "auth_userkey_request_login_url",
                struct(required("user", struct(required(mappingField, type)))),
                this::loginUrl));
    }

    /** The plugin does not look whether the account is suspended or an administrator's: whoever asks has to. */
    private Object loginUrl(Caller caller, Args args) {
        caller.require(Capability.USERKEY_GENERATE);
        String value = args.struct("user").text(mappingField);
        if (value.isEmpty()) {
            throw MoodleError.invalidParameter("Required field \"" + mappingField + "\" is not set or empty.");
        }
        LmsUser user = state.users.find(mappingField, value).stream()
                .findFirst()
                .orElseThrow(() -> MoodleError.invalidParameter("User is not exist"));
        return Map.of("loginurl", wwwroot + "/auth/userkey/login.php?key=" + keys.create(user.id()));
    }
}
