package io.isthmus.usersync.drupal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.model.Fates;
import io.isthmus.usersync.model.Fates.Fate;
import io.isthmus.usersync.model.Outlet;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A Drupal in memory with the rules that matter here, under our {@link DrupalUsers}. */
public final class FakeDrupal implements DrupalCalls {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;

    private final Map<String, Map<String, String>> users = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> gone = new HashMap<>();
    private final Fates fates;
    private final Outlet outlet;
    private final Set<String> written = new HashSet<>();
    private int writes;

    public FakeDrupal(Fates fates, Outlet outlet) {
        this.fates = fates;
        this.outlet = outlet;
    }

    public CmsAccounts accounts() {
        return new DrupalUsers(
                this,
                new DrupalFields(Map.of(
                        "custom.employeeno", "field_employee_no", "custom.hobby", "field_hobby", "groups", "roles")));
    }

    @Override
    public Uni<Answer> index() {
        return call(() -> {
            ObjectNode body = document();
            body.putObject("meta")
                    .putObject("links")
                    .putObject("me")
                    .putObject("meta")
                    .put("id", "the-service");
            return new Answer(OK, body);
        });
    }

    @Override
    public Uni<Answer> byUid(String uid) {
        return find(user -> uid.equals(user.get("uid")));
    }

    @Override
    public Uni<Answer> byName(String name) {
        return find(user -> name.equals(user.get("name")));
    }

    /** Whatever is filtered by, everybody comes back: a list is asked for by imports alone. */
    @Override
    public Uni<Answer> list(Map<String, String> query) {
        return find(user -> true);
    }

    @Override
    public Uni<Answer> post(String document) {
        return call(() -> new Answer(405, document()));
    }

    @Override
    public Uni<Answer> patch(String uuid, String document) {
        return call(() -> patched(uuid, document));
    }

    private Uni<Answer> find(Predicate<Map<String, String>> wanted) {
        return call(() -> found(wanted));
    }

    private Uni<Answer> call(Supplier<Answer> work) {
        Fate fate = fates.next();
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(fates.delay(fate))
                .map(ignored -> answer(fate, work));
    }

    private synchronized Answer answer(Fate fate, Supplier<Answer> work) {
        if (fate == Fate.REFUSED || fate == Fate.LATE_BEFORE) {
            throw new RemoteFault(Kind.RETRYABLE, "cms-timed-out");
        }
        Answer answer = work.get();
        if (fate == Fate.LATE_AFTER || fate == Fate.PARTIAL) {
            throw new RemoteFault(Kind.RETRYABLE, "cms-timed-out");
        }
        return fate == Fate.GARBAGE ? new Answer(OK, JSON.createObjectNode()) : answer;
    }

    private static ObjectNode document() {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("jsonapi").put("version", "1.0");
        return body;
    }

    private Answer found(Predicate<Map<String, String>> wanted) {
        ObjectNode body = document();
        ArrayNode data = body.putArray("data");
        users.values().stream().filter(wanted).forEach(user -> data.add(resource(user)));
        return new Answer(OK, body);
    }

    private static ObjectNode resource(Map<String, String> user) {
        ObjectNode resource = JSON.createObjectNode().put("type", "user--user").put("id", "uuid-" + user.get("uid"));
        ObjectNode attributes = resource.putObject("attributes");
        user.forEach(attributes::put);
        attributes.remove("roles");
        ArrayNode roles = resource.putObject("relationships").putObject("roles").putArray("data");
        for (String role : user.getOrDefault("roles", "").split(",")) {
            if (!role.isEmpty()) {
                roles.addObject().put("id", "uuid").putObject("meta").put("drupal_internal__target_id", role);
            }
        }
        attributes.put("drupal_internal__uid", Integer.parseInt(String.valueOf(user.get("uid"))));
        attributes.put("status", "1".equals(user.get("status")));
        return resource;
    }

    private Answer patched(String uuid, String document) {
        Map<String, String> user = users.get(uuid.substring("uuid-".length()));
        if (user == null) {
            return new Answer(404, document());
        }
        JsonNode attributes = parsed(document).path("data").path("attributes");
        attributes
                .fields()
                .forEachRemaining(entry -> user.put(
                        entry.getKey(),
                        entry.getValue().isBoolean()
                                ? (entry.getValue().booleanValue() ? "1" : "0")
                                : entry.getValue().asText("")));
        attributes.fieldNames().forEachRemaining(written::add);
        writes++;
        outlet.changed("cms", String.valueOf(user.get("uid")), false);
        ObjectNode body = document();
        body.set("data", resource(user));
        return new Answer(OK, body);
    }

    private static JsonNode parsed(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    // what people do

    public synchronized void add(String uid, String name, String mail) {
        users.put(
                uid,
                new HashMap<>(Map.of(
                        "uid",
                        uid,
                        "name",
                        name,
                        "mail",
                        mail,
                        "status",
                        "1",
                        "preferred_langcode",
                        "en",
                        "field_first_name",
                        "F" + uid,
                        "field_last_name",
                        "L" + uid,
                        "field_city",
                        "Paris",
                        "field_country",
                        "FR")));
        users.get(uid).putAll(Map.of("field_employee_no", "E" + uid, "field_hobby", ""));
        outlet.changed("cms", uid, false);
    }

    public synchronized void change(String uid, String attribute, String value) {
        Map<String, String> user = users.get(uid);
        if (user != null && !isTaken(user, attribute, value)) {
            user.put(attribute, value);
            outlet.changed("cms", uid, false);
        }
    }

    private boolean isTaken(Map<String, String> own, String attribute, String value) {
        return Set.of("name", "mail").contains(attribute)
                && users.values().stream()
                        .filter(user -> user != own)
                        .anyMatch(user -> value.equalsIgnoreCase(user.get(attribute)));
    }

    /** Two users exchange their values of an attribute, at once. */
    public synchronized void swap(String attribute, String one, String other) {
        Map<String, String> first = users.get(one);
        Map<String, String> second = users.get(other);
        if (first != null && second != null && first != second) {
            String value = String.valueOf(first.put(attribute, String.valueOf(second.get(attribute))));
            second.put(attribute, value);
            outlet.changed("cms", one, false);
            outlet.changed("cms", other, false);
        }
    }

    public synchronized void delete(String uid) {
        Map<String, String> user = users.remove(uid);
        if (user != null) {
            gone.put(uid, user);
            outlet.changed("cms", uid, true);
        }
    }

    /** Brings a deleted user back under the same uid, unless somebody has their name or address by now. */
    public synchronized void restore(String uid) {
        Map<String, String> user = gone.get(uid);
        if (user != null
                && !isTaken(user, "name", String.valueOf(user.get("name")))
                && !isTaken(user, "mail", String.valueOf(user.get("mail")))) {
            gone.remove(uid);
            users.put(uid, user);
            outlet.changed("cms", uid, false);
        }
    }

    // what a test looks at

    public synchronized Set<String> goneUids() {
        return Set.copyOf(gone.keySet());
    }

    /** @return null if there is none */
    public synchronized @Nullable Map<String, String> user(String uid) {
        Map<String, String> user = users.get(uid);
        return user == null ? null : Map.copyOf(user);
    }

    public synchronized Set<String> uids() {
        return Set.copyOf(users.keySet());
    }

    /** @return the attributes that have been written by JSON:API, of whomever */
    public synchronized Set<String> written() {
        return Set.copyOf(written);
    }

    /** @return how many users have been written by JSON:API */
    public synchronized int writes() {
        return writes;
    }
}
