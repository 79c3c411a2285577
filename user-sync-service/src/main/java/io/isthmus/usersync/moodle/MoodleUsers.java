package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.Batcher;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.FieldRules;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.account.Stretch;
import io.isthmus.usersync.account.Written;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Moodle's users.
 *
 * @see <a href="https://moodledev.io/docs/apis/subsystems/external">External services; each method names its function</a>
 */
final class MoodleUsers implements LmsAccounts {

    /** Ids in one piece. */
    private static final int RANGE = 490;

    /** So many ids in a row without an account, not even a deleted one, are the end. */
    private static final int MAX_HOLE = 4 * RANGE;

    /** Every Moodle has an administrator beside the token's own user, who always sees itself. */
    private static final int FEWEST = 2;

    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final MoodleCalls calls;
    private final MoodleLookups lookups;
    private final MoodleRules rules;
    private final String auth;
    private final Set<String> custom;
    private final Batcher<Map<String, Object>, Optional<String>> creations;
    private final Batcher<Map<String, Object>, Set<String>> updates;

    /** @param custom short names of the custom profile fields that are kept the same */
    MoodleUsers(
            MoodleCalls calls,
            MoodleLookups lookups,
            MoodleRules rules,
            Set<String> custom,
            String auth,
            int maxBatch,
            int parallel) {
        this.custom = Set.copyOf(custom);
        this.calls = calls;
        this.lookups = lookups;
        this.rules = rules;
        this.auth = auth;
        this.creations = new Batcher<>(maxBatch, parallel, MoodleLookups.LINGER, this::createAll);
        this.updates = new Batcher<>(maxBatch, parallel, MoodleLookups.LINGER, this::updateAll);
    }

    @Override
    public FieldRules rules() {
        return rules;
    }

    /** core_user_get_users_by_field */
    @Override
    public Uni<Lookup> byId(String id, Instant since) {
        if (!ID.matcher(id).matches()) {
            return Uni.createFrom().item(new Lookup.Absent());
        }
        return lookups.find("id", id).map(this::lookup).onFailure().transform(Faults::remote);
    }

    private Lookup lookup(List<JsonNode> users) {
        if (users.isEmpty()) {
            return new Lookup.Absent();
        }
        return MoodleUser.account(users.get(0), custom)
                .<Lookup>map(Lookup.Found::new)
                .orElseGet(Lookup.Deleted::new);
    }

    /** core_user_get_users_by_field */
    @Override
    public Uni<List<Account>> byKey(String key) {
        return found(lookups.find("idnumber", key));
    }

    /** core_user_get_users_by_field */
    @Override
    public Uni<List<Account>> byUsername(String username) {
        return found(lookups.find("username", username));
    }

    /** core_user_get_users: unlike by_field it does not mind the case, but takes {@code %} and {@code _} as wildcards. */
    @Override
    public Uni<List<Account>> byEmail(String email) {
        var criteria = List.of(Map.of("key", "email", "value", email));
        return found(calls.read("core_user_get_users", Map.of("criteria", criteria))
                .map(answer -> {
                    var users = new ArrayList<JsonNode>();
                    answer.path("users").forEach(user -> {
                        if (user.path("email").asText().equalsIgnoreCase(email)) {
                            users.add(user);
                        }
                    });
                    return users;
                }));
    }

    /**
     * core_user_get_users_by_field, by ranges of ids: Moodle keeps the row of a deleted user, so ids have few holes. The
     * account that the piece begins after is asked for once more at the end: whoever no longer sees it sees nobody.
     */
    @Override
    public Uni<Stretch> after(String id) {
        long from = id.isEmpty() ? 0 : Long.parseLong(id);
        return range(from, from + MAX_HOLE).onFailure().transform(Faults::remote);
    }

    private Uni<Stretch> range(long from, long limit) {
        return Uni.join()
                .all(LongStream.rangeClosed(from + 1, from + RANGE)
                        .mapToObj(id -> lookups.find("id", String.valueOf(id)))
                        .toList())
                .andFailFast()
                .chain(found -> {
                    List<JsonNode> users = found.stream().flatMap(List::stream).toList();
                    if (from == 0 && users.size() < FEWEST) {
                        throw new RemoteFault(Kind.CONFIGURATION, "lms-hides-users");
                    }
                    if (users.isEmpty()) {
                        return from + RANGE < limit ? range(from + RANGE, limit) : end(limit - MAX_HOLE);
                    }
                    return Uni.createFrom()
                            .item(new Stretch(
                                    users.stream()
                                            .flatMap(user -> MoodleUser.account(user, custom).stream())
                                            .toList(),
                                    users.get(users.size() - 1).path("id").asText(),
                                    false));
                });
    }

    private Uni<Stretch> end(long last) {
        return lookups.find("id", String.valueOf(last)).map(there -> {
            if (there.isEmpty()) {
                throw new RemoteFault(Kind.CONFIGURATION, "lms-hides-users");
            }
            return new Stretch(List.of(), String.valueOf(last), true);
        });
    }

    private Uni<List<Account>> found(Uni<? extends List<JsonNode>> users) {
        return users.map(list -> list.stream()
                        .flatMap(user -> MoodleUser.account(user, custom).stream())
                        .toList())
                .onFailure()
                .transform(Faults::remote);
    }

    /** core_user_create_users */
    @Override
    public Uni<Creation> create(String key, Map<String, String> fields) {
        Map<String, Object> user = MoodleForm.of(fields);
        user.put("idnumber", key);
        user.put("auth", auth);
        return creations
                .ask(user)
                .onFailure()
                .transform(Faults::remote)
                .chain(id -> id.isEmpty()
                        ? Uni.createFrom().item(new Creation.Refused("refused-by-lms"))
                        : readCreated(key, id.get()));
    }

    /** Moodle does not keep idnumber unique: somebody else may have made an account for the same user just now. */
    private Uni<Creation> readCreated(String key, String id) {
        return byKey(key).map(accounts -> {
            if (accounts.size() > 1) {
                return new Creation.Refused("two-candidates");
            }
            return accounts.stream()
                    .filter(account -> account.id().equals(id))
                    .findFirst()
                    .<Creation>map(Creation.Created::new)
                    .orElseThrow(() -> new RemoteFault(Kind.CONFIGURATION, "lms-hides-users"));
        });
    }

    /** All or none are made; when none is, each is tried alone, so that one does not stand in the way of others. */
    private Uni<List<Optional<String>>> createAll(List<Map<String, Object>> users) {
        return calls.write("core_user_create_users", Map.of("users", users))
                .map(made -> ids(made, users.size()))
                .onFailure(Faults::isRefusal)
                .recoverWithUni(refusal -> users.size() == 1
                        ? Uni.createFrom().item(List.of(Optional.empty()))
                        : oneByOne(users, this::createAll));
    }

    private static List<Optional<String>> ids(JsonNode made, int expected) {
        var ids = new ArrayList<Optional<String>>();
        made.forEach(user -> ids.add(Optional.of(user.path("id").asText())));
        if (ids.size() != expected) {
            throw new RemoteFault(Kind.RETRYABLE, "lms-unexpected-answer");
        }
        return ids;
    }

    private static <Q, A> Uni<List<A>> oneByOne(List<Q> questions, Function<List<Q>, Uni<List<A>>> call) {
        return Uni.join()
                .all(questions.stream()
                        .map(question -> call.apply(List.of(question)))
                        .toList())
                .usingConcurrencyOf(1)
                .andFailFast()
                .map(answers -> answers.stream().flatMap(List::stream).toList());
    }

    /** core_user_update_users */
    @Override
    public Uni<Written> update(Account account, Map<String, String> changes) {
        return write(account, changes, Map.of());
    }

    private Uni<Written> write(Account account, Map<String, String> changes, Map<String, String> refused) {
        if (changes.isEmpty()) {
            return byId(account.id()).map(lookup -> new Written(after(lookup), refused));
        }
        return updates.ask(user(account, changes))
                .onFailure()
                .transform(Faults::remote)
                .chain(warnings -> {
                    Map<String, String> reasons = warnings.isEmpty() ? changes : refusals(changes, warnings);
                    var rest = new HashMap<>(changes);
                    rest.keySet().removeAll(reasons.keySet());
                    var all = new HashMap<>(refused);
                    if (!warnings.isEmpty()) {
                        all.putAll(reasons);
                    }
                    return write(account, rest, all);
                });
    }

    private static Account after(Lookup lookup) {
        if (lookup instanceof Lookup.Found found) {
            return found.account();
        }
        throw new RemoteFault(Kind.RETRYABLE, "lms-account-vanished");
    }

    private static Map<String, Object> user(Account account, Map<String, String> changes) {
        Map<String, Object> user = MoodleForm.of(changes);
        user.put("id", account.id());
        return user;
    }

    /** Each user is saved alone and whole; one that was not is named in a warning, or the answer is an error. */
    private Uni<List<Set<String>>> updateAll(List<Map<String, Object>> users) {
        return calls.write("core_user_update_users", Map.of("users", users))
                .map(answer -> users.stream()
                        .map(user -> warnings(answer, String.valueOf(user.get("id"))))
                        .toList())
                .onFailure(Faults::isRefusal)
                .recoverWithUni(refusal -> users.size() == 1
                        ? Uni.createFrom().item(List.of(Set.of("refused")))
                        : oneByOne(users, this::updateAll));
    }

    private static Set<String> warnings(JsonNode answer, String id) {
        var codes = new HashSet<String>();
        answer.path("warnings").forEach(warning -> {
            if (warning.path("itemid").asText().equals(id)) {
                codes.add(warning.path("warningcode").asText());
            }
        });
        return codes;
    }

    /** @return which of the changes it must have been, with the reason */
    private static Map<String, String> refusals(Map<String, String> changes, Set<String> warnings) {
        if (changes.containsKey(Field.EMAIL) && warnings.contains("useremailduplicate")) {
            return Map.of(Field.EMAIL, "email-taken");
        }
        if (changes.containsKey(Field.EMAIL) && warnings.contains("useremailinvalid")) {
            return Map.of(Field.EMAIL, "email-invalid");
        }
        if (warnings.contains("usernotupdatedadmin")) {
            return all(changes, "privileged-account");
        }
        // A login name that is taken ends in the database's own error.
        return changes.containsKey(Field.USERNAME) && warnings.contains("dmlwriteexception")
                ? Map.of(Field.USERNAME, "username-taken")
                : all(changes, "refused-by-lms");
    }

    private static Map<String, String> all(Map<String, String> changes, String reason) {
        var refused = new HashMap<String, String>();
        changes.keySet().forEach(field -> refused.put(field, reason));
        return refused;
    }

    /** core_user_delete_users */
    @Override
    public Uni<Void> delete(Account account) {
        return calls.write("core_user_delete_users", Map.of("userids", List.of(account.id())))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> byId(account.id())
                        .chain(lookup -> lookup instanceof Lookup.Found
                                ? Uni.createFrom().failure(Faults.remote(failure))
                                : Uni.createFrom().voidItem()));
    }
}
