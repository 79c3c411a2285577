package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.list;
import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;
import static io.isthmus.testbed.lms.Spec.value;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads accounts: core_user_get_users_by_field and core_user_get_users. */
final class UserFunctions {

    private static final Set<String> FIELDS = Set.of("id", "username", "idnumber", "email");
    private static final Set<String> CRITERIA =
            Set.of("id", "username", "idnumber", "email", "firstname", "lastname", "auth");

    private final LmsState state;
    private final UserView view;

    UserFunctions(LmsState state, UserView view) {
        this.state = state;
        this.view = view;
    }

    List<WebFunction> all() {
        return List.of(
                new WebFunction(
                        "core_user_get_users_by_field",
                        struct(required("field", ParamType.RAW), required("values", list(value(ParamType.RAW)))),
                        this::byField),
                new WebFunction(
                        "core_user_get_users",
                        struct(required(
                                "criteria",
                                list(struct(required("key", ParamType.RAW), required("value", ParamType.RAW))))),
                        this::search));
    }

    private Object byField(Caller caller, Args args) {
        String field = args.text("field");
        if (!FIELDS.contains(field)) {
            throw MoodleError.coding("invalid field parameter");
        }
        for (String value : args.texts("values")) {
            if (!type(field).accepts(value)) {
                throw MoodleError.invalidParameter("The value is not of the field's type: " + field);
            }
        }
        return args.texts("values").stream()
                .distinct()
                .flatMap(value -> withField(field, value).stream())
                .filter(user -> field.equals("id") || !user.field(field).isEmpty())
                .filter(user -> visible(caller, user))
                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                .map(view::of)
                .toList();
    }

    private static ParamType type(String field) {
        return switch (field) {
            case "id" -> ParamType.INT;
            case "username" -> ParamType.USERNAME;
            case "email" -> ParamType.RAW_TRIMMED;
            default -> ParamType.RAW;
        };
    }

    private List<LmsUser> withField(String field, String value) {
        if (field.equals("id")) {
            return state.user(Long.parseLong(value)).stream().toList();
        }
        return state.users.find(field, value);
    }

    /** Without the right to see somebody, Moodle answers as if nobody was there. */
    private static boolean visible(Caller caller, LmsUser user) {
        return caller.may(Capability.USER_VIEW_DETAILS) || caller.user().id() == user.id();
    }

    private Object search(Caller caller, Args args) {
        Predicate<LmsUser> matches = user -> !user.deleted() && user.id() != SampleWorld.GUEST;
        for (Args criterion : args.structs("criteria")) {
            matches = matches.and(matching(criterion.text("key"), criterion.text("value")));
        }
        List<Map<String, Object>> found = state.users.all().stream()
                .filter(matches)
                .filter(user -> visible(caller, user))
                .map(view::of)
                .toList();
        return Map.of("users", found, "warnings", List.of());
    }

    private static Predicate<LmsUser> matching(String key, String value) {
        if (!CRITERIA.contains(key)) {
            throw MoodleError.invalidParameter("The search key is not supported: " + key);
        }
        if (key.equals("id")) {
            return user -> Long.toString(user.id()).equals(value);
        }
        if (key.equals("username") || key.equals("idnumber") || key.equals("auth")) {
            return user -> user.field(key).equals(value);
        }
        Pattern like = like(value);
        return user -> like.matcher(user.field(key).toLowerCase(Locale.ROOT)).matches();
    }

    /** SQL's LIKE with the wildcard "%", in any case. */
    private static Pattern like(String value) {
        String regex = Arrays.stream(value.toLowerCase(Locale.ROOT).split("%", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
