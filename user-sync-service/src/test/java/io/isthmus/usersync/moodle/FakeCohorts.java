package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.isthmus.moodle.MoodleFailures;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The cohorts of a Moodle in memory. */
final class FakeCohorts {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> idnumbers = new LinkedHashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();

    JsonNode perform(String function, Map<String, ?> parameters) {
        return switch (function) {
            case "core_cohort_get_cohorts" -> all();
            case "core_cohort_get_cohort_members" -> members((List<?>) parameters.get("cohortids"));
            case "core_cohort_create_cohorts" -> create(function, (List<?>) parameters.get("cohorts"));
            case "core_cohort_add_cohort_members" -> add((List<?>) parameters.get("members"));
            default -> remove((List<?>) parameters.get("members"));
        };
    }

    private ArrayNode all() {
        ArrayNode all = JSON.createArrayNode();
        idnumbers.forEach((id, idnumber) -> all.addObject().put("id", id).put("idnumber", idnumber));
        return all;
    }

    private ArrayNode members(List<?> ids) {
        ArrayNode all = JSON.createArrayNode();
        for (Object id : ids) {
            ArrayNode users =
                    all.addObject().put("cohortid", String.valueOf(id)).putArray("userids");
            members.getOrDefault(String.valueOf(id), Set.of()).forEach(users::add);
        }
        return all;
    }

    private JsonNode create(String function, List<?> cohorts) {
        for (Object cohort : cohorts) {
            String idnumber = String.valueOf(((Map<?, ?>) cohort).get("idnumber"));
            if (idnumbers.containsValue(idnumber)) {
                throw MoodleFailures.of(function, "invalidparameter");
            }
            idnumbers.put(String.valueOf(idnumbers.size() + 1), idnumber);
        }
        return JSON.createArrayNode();
    }

    private JsonNode add(List<?> wanted) {
        for (Object one : wanted) {
            Object idnumber = ((Map<?, ?>) ((Map<?, ?>) one).get("cohorttype")).get("value");
            Object user = ((Map<?, ?>) ((Map<?, ?>) one).get("usertype")).get("value");
            idnumbers.forEach((id, known) -> {
                if (known.equals(idnumber)) {
                    members.computeIfAbsent(id, none -> new TreeSet<>()).add(String.valueOf(user));
                }
            });
        }
        return JSON.createObjectNode();
    }

    private JsonNode remove(List<?> unwanted) {
        for (Object one : unwanted) {
            var member = (Map<?, ?>) one;
            members.getOrDefault(String.valueOf(member.get("cohortid")), new TreeSet<>())
                    .remove(String.valueOf(member.get("userid")));
        }
        return JSON.nullNode();
    }

    List<String> of(String user) {
        return idnumbers.entrySet().stream()
                .filter(cohort ->
                        members.getOrDefault(cohort.getKey(), Set.of()).contains(user))
                .map(cohort -> cohort.getValue().replace("cms:group:", ""))
                .sorted()
                .toList();
    }
}
