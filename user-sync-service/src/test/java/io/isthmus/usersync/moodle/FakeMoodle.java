package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.moodle.MoodleFailures;
import io.isthmus.usersync.account.KnownAccounts;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.model.Fates;
import io.isthmus.usersync.model.Fates.Fate;
import io.isthmus.usersync.model.Outlet;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A Moodle in memory with the rules that matter here, under our {@link MoodleUsers}. */
public final class FakeMoodle implements MoodleCalls {

    /** The custom profile fields of this Moodle. */
    private static final Set<String> CUSTOM = Set.of("employeeno", "hobby");

    /** What nobody but this Moodle's people may change after an account was made. */
    private static final Set<String> OWN = Set.of("country", "custom.hobby");

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_NAME = 100;
    private static final int MAX_CUSTOM = 20;

    /** Fields whose text is kept as it pleases this Moodle. */
    private static final Set<String> FREE = Set.of("firstname", "lastname", "city", "institution", "department");

    private final Map<String, Map<String, String>> users = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> said = new HashMap<>();
    private final FakeCohorts cohorts = new FakeCohorts();
    private final Fates fates;
    private final Outlet outlet;
    private UnaryOperator<String> habit = text -> text.replace("  ", " ");
    private int lastId = 3;
    private int writes;

    public FakeMoodle(Fates fates, Outlet outlet) {
        this.fates = fates;
        this.outlet = outlet;
    }

    public LmsAccounts accounts(KnownAccounts known) {
        var users = new MoodleUsers(
                this,
                new MoodleLookups(this, known, 50, 8),
                new MoodleRules(Set.of("en"), "-"),
                CUSTOM,
                "userkey",
                50,
                8);
        return new UsersWithCohorts(users, new MoodleCohorts(this, "cms:group:", Clock.systemUTC()));
    }

    @Override
    public Uni<JsonNode> read(String function, Map<String, ?> parameters) {
        return call(function, parameters);
    }

    @Override
    public Uni<JsonNode> write(String function, Map<String, ?> parameters) {
        return call(function, parameters);
    }

    private Uni<JsonNode> call(String function, Map<String, ?> parameters) {
        Fate fate = fates.next();
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(fates.delay(fate))
                .map(ignored -> answer(fate, function, parameters));
    }

    private synchronized JsonNode answer(Fate fate, String function, Map<String, ?> parameters) {
        if (fate == Fate.REFUSED || fate == Fate.LATE_BEFORE) {
            throw new RemoteFault(Kind.RETRYABLE, "lms-timed-out");
        }
        JsonNode answer = perform(function, parameters, fate == Fate.PARTIAL);
        if (fate == Fate.LATE_AFTER || fate == Fate.PARTIAL) {
            throw new RemoteFault(Kind.RETRYABLE, "lms-timed-out");
        }
        return fate == Fate.GARBAGE ? JSON.createObjectNode() : answer;
    }

    private JsonNode perform(String function, Map<String, ?> parameters, boolean half) {
        return switch (function) {
            case "core_user_get_users_by_field" -> byField(parameters);
            case "core_user_get_users" -> byEmail(parameters);
            case "core_user_create_users" -> create(function, list(parameters, "users"));
            case "core_user_update_users" -> update(function, list(parameters, "users"), half);
            case "core_user_delete_users" -> delete(parameters);
            default -> {
                if (!function.startsWith("core_cohort_")) {
                    throw MoodleFailures.of(function, "accessexception");
                }
                yield cohorts.perform(function, parameters);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, ?> parameters, String name) {
        return (List<Map<String, Object>>) parameters.get(name);
    }

    private ArrayNode byField(Map<String, ?> parameters) {
        String field = String.valueOf(parameters.get("field"));
        var values = (List<?>) parameters.get("values");
        return found(user ->
                values.contains(user.getOrDefault(field, "")) && (field.equals("id") || !user.containsKey("deleted")));
    }

    private ObjectNode byEmail(Map<String, ?> parameters) {
        var criterion = (Map<?, ?>) ((List<?>) parameters.get("criteria")).get(0);
        String email = String.valueOf(criterion.get("value"));
        ObjectNode answer = JSON.createObjectNode();
        answer.set("users", found(user -> email.equalsIgnoreCase(user.get("email"))));
        return answer;
    }

    private ArrayNode found(Predicate<Map<String, String>> wanted) {
        ArrayNode found = JSON.createArrayNode();
        users.values().stream().filter(wanted).forEach(user -> {
            ObjectNode node = found.addObject();
            ArrayNode custom = JSON.createArrayNode();
            user.forEach((name, value) -> {
                if (!name.startsWith("custom.")) {
                    node.put(name, value);
                } else if (!value.isEmpty()) {
                    custom.addObject().put("shortname", name.substring(7)).put("value", value);
                }
            });
            node.set("customfields", custom);
            node.put("id", Long.parseLong(String.valueOf(user.get("id"))));
            node.put("suspended", "1".equals(user.get("suspended")));
        });
        return found;
    }

    private ArrayNode create(String function, List<Map<String, Object>> wanted) {
        for (Map<String, Object> user : wanted) {
            if (!isValid(user) || isTaken("username", user, null) || isTaken("email", user, null)) {
                throw MoodleFailures.of(function, "invalidparameter");
            }
        }
        ArrayNode made = JSON.createArrayNode();
        for (Map<String, Object> user : wanted) {
            String id = String.valueOf(++lastId);
            var saved = new HashMap<String, String>();
            saved.put("id", id);
            saved.put("email", "");
            saved.put("suspended", "0");
            save(saved, user);
            users.put(id, saved);
            writes++;
            made.addObject().put("id", lastId).put("username", saved.get("username"));
            outlet.changed("lms", id, false);
        }
        return made;
    }

    private ObjectNode update(String function, List<Map<String, Object>> wanted, boolean half) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode warnings = answer.putArray("warnings");
        if (wanted.stream().anyMatch(user -> !isValid(user))) {
            throw MoodleFailures.of(function, "invalidparameter");
        }
        for (Map<String, Object> user : half ? wanted.subList(0, wanted.size() / 2) : wanted) {
            String id = String.valueOf(user.get("id"));
            String warning = warning(user, users.get(id));
            if (warning == null) {
                save(users.get(id), user);
                writes++;
                outlet.changed("lms", id, false);
            } else {
                warnings.addObject().put("itemid", id).put("warningcode", warning);
            }
        }
        return answer;
    }

    private @Nullable String warning(Map<String, Object> user, @Nullable Map<String, String> saved) {
        if (saved == null) {
            return "invaliduserid";
        }
        if (saved.containsKey("deleted")) {
            return "usernotupdateddeleted";
        }
        if (isTaken("email", user, saved)) {
            return "useremailduplicate";
        }
        return isTaken("username", user, saved) ? "dmlwriteexception" : null;
    }

    private static boolean isValid(Map<String, Object> user) {
        Object username = user.get("username");
        Object email = user.get("email");
        boolean names = List.of("firstname", "lastname").stream()
                .map(user::get)
                .allMatch(name -> name == null
                        || !name.toString().isBlank()
                                && !name.toString().contains("<b>")
                                && name.toString()
                                                .codePointCount(
                                                        0, name.toString().length())
                                        <= MAX_NAME);
        return names
                && (username == null || username.toString().matches("[a-z0-9._@-]+"))
                && (email == null || email.toString().matches("[A-Za-z0-9.+_-]+@[A-Za-z0-9.-]+"));
    }

    private boolean isTaken(String field, Map<String, Object> user, @Nullable Map<String, String> own) {
        Object value = user.get(field);
        return value != null
                && users.values().stream()
                        .filter(other -> other != own && !other.containsKey("deleted"))
                        .anyMatch(other -> value.toString().equalsIgnoreCase(other.get(field)));
    }

    /** Countries that are none end empty, and two spaces as one. */
    private void save(Map<String, String> saved, Map<String, Object> user) {
        user.forEach((field, value) -> {
            if (value instanceof List<?> custom) {
                custom.forEach(one -> saveCustom(saved, (Map<?, ?>) one));
                return;
            }
            String text = value instanceof Boolean flag ? (flag ? "1" : "0") : value.toString();
            boolean badCountry =
                    field.equals("country") && !Set.of(Locale.getISOCountries()).contains(text);
            saved.put(field, badCountry ? "" : FREE.contains(field) ? habit.apply(text) : text);
        });
    }

    /** Cut to its length; one that is not there is ignored. */
    private static void saveCustom(Map<String, String> saved, Map<?, ?> field) {
        String value = String.valueOf(field.get("value"));
        if (CUSTOM.contains(String.valueOf(field.get("type")))) {
            saved.put("custom." + field.get("type"), value.substring(0, Math.min(MAX_CUSTOM, value.length())));
        }
    }

    private JsonNode delete(Map<String, ?> parameters) {
        for (Object id : (List<?>) parameters.get("userids")) {
            delete(String.valueOf(id));
        }
        return JSON.nullNode();
    }

    // what people do

    /** @param newHabit what becomes of the text of names and places; two blanks become one unless it is said */
    public synchronized void normalising(UnaryOperator<String> newHabit) {
        habit = newHabit;
    }

    /** An account that was there before. */
    public synchronized void add(String id, String idnumber, String username, String email) {
        users.put(
                id,
                new HashMap<>(Map.of(
                        "id",
                        id,
                        "idnumber",
                        idnumber,
                        "username",
                        username,
                        "email",
                        email,
                        "suspended",
                        "0",
                        "firstname",
                        "F",
                        "lastname",
                        "L",
                        "lang",
                        "en",
                        "city",
                        "Paris",
                        "country",
                        "FR")));
        lastId = Math.max(lastId, Integer.parseInt(id));
    }

    public synchronized void change(String id, String field, String value) {
        Map<String, String> user = users.get(id);
        if (user != null && !user.containsKey("deleted")) {
            Object set = field.startsWith("custom.")
                    ? List.of(Map.of("type", field.substring("custom.".length()), "value", value))
                    : value;
            save(user, Map.of(field.startsWith("custom.") ? "customfields" : field, set));
            if (OWN.contains(field)) {
                said.computeIfAbsent(id, nothing -> new HashMap<>()).put(field, String.valueOf(user.get(field)));
            }
            outlet.changed("lms", id, false);
        }
    }

    public synchronized void delete(String id) {
        Map<String, String> user = users.get(id);
        if (user != null && !user.containsKey("deleted")) {
            user.put("deleted", "1");
            user.put("email", "0123456789abcdef0123456789abcdef");
            user.put("username", user.get("username") + ".1767225600");
            user.remove("idnumber");
            outlet.changed("lms", id, true);
        }
    }

    // what a test looks at

    /** @return the accounts that are there, as Moodle has them */
    public synchronized List<Map<String, String>> accountsOf(String key) {
        var found = new ArrayList<Map<String, String>>();
        users.values().stream()
                .filter(user -> key.equals(user.get("idnumber")))
                .forEach(user -> found.add(Map.copyOf(user)));
        return found;
    }

    /** @return what people here have said last about an account, of the fields that are theirs */
    public synchronized Map<String, String> said(String id) {
        return Map.copyOf(said.getOrDefault(id, Map.of()));
    }

    /** @return names of the cohorts that the account is in, sorted */
    public synchronized List<String> cohortsOf(String id) {
        return cohorts.of(id);
    }

    /** @return the accounts that are there and have this value */
    public synchronized List<Map<String, String>> holders(String field, String value) {
        return users.values().stream()
                .filter(user -> value.equalsIgnoreCase(user.get(field)))
                .map(Map::copyOf)
                .toList();
    }

    public synchronized Set<String> ids() {
        return Set.copyOf(users.keySet());
    }

    /** @return how many accounts have been written by web service */
    public synchronized int writes() {
        return writes;
    }
}
