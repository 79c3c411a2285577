package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The cohorts that stand for groups of the CMS: those whose idnumber begins with our prefix. Others are never touched.
 *
 * <p>Moodle does not say which cohorts a user is in, so the members of all of ours are read, and kept for a moment.
 *
 * @see <a href="https://moodledev.io/docs/apis/subsystems/external">External services: core_cohort</a>
 */
final class MoodleCohorts {

    private static final Duration KEPT = Duration.ofSeconds(5);

    /** By how much the clocks of two replicas may differ. */
    private static final Duration SKEW = Duration.ofSeconds(2);

    private final MoodleCalls calls;
    private final String prefix;
    private final Clock clock;
    private volatile @Nullable Snapshot snapshot;

    /** @param prefix before the group's name in a cohort's idnumber */
    MoodleCohorts(MoodleCalls calls, String prefix, Clock clock) {
        this.calls = calls;
        this.prefix = prefix;
        this.clock = clock;
    }

    /**
     * @param begun when it was asked for
     * @param ids cohort ids by group
     * @param members user ids by group
     */
    private record Snapshot(Instant begun, Map<String, String> ids, Map<String, Set<String>> members) {}

    /**
     * @param since when a replica last changed them, as far as is known
     * @return names of the groups whose cohorts the user is in, sorted, with commas between them
     */
    Uni<String> groupsOf(String userId, Instant since) {
        return current(since).map(now -> groups(now, userId));
    }

    private static String groups(Snapshot now, String userId) {
        var groups = new TreeSet<String>();
        now.members().forEach((group, users) -> {
            if (users.contains(userId)) {
                groups.add(group);
            }
        });
        return String.join(",", groups);
    }

    private Uni<Snapshot> current(Instant since) {
        Snapshot kept = snapshot;
        return kept != null
                        && clock.instant().isBefore(kept.begun().plus(KEPT))
                        && since.isBefore(kept.begun().minus(SKEW))
                ? Uni.createFrom().item(kept)
                : read();
    }

    /** core_cohort_get_cohorts, core_cohort_get_cohort_members */
    private Uni<Snapshot> read() {
        Instant begun = clock.instant();
        return calls.read("core_cohort_get_cohorts", Map.of())
                .map(this::ours)
                .chain(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(new Snapshot(begun, ids, Map.of()))
                        : calls.read("core_cohort_get_cohort_members", Map.of("cohortids", List.copyOf(ids.values())))
                                .map(answer -> new Snapshot(begun, ids, members(ids, answer))))
                .invoke(this::keep);
    }

    private synchronized void keep(Snapshot fresh) {
        Snapshot kept = snapshot;
        if (kept == null || kept.begun().isBefore(fresh.begun())) {
            snapshot = fresh;
        }
    }

    private Map<String, String> ours(JsonNode cohorts) {
        var ids = new HashMap<String, String>();
        MoodleAnswers.list(cohorts).forEach(cohort -> {
            String idnumber = cohort.path("idnumber").asText();
            if (idnumber.startsWith(prefix)) {
                ids.put(idnumber.substring(prefix.length()), cohort.path("id").asText());
            }
        });
        return ids;
    }

    private static Map<String, Set<String>> members(Map<String, String> ids, JsonNode answer) {
        Map<String, Set<String>> byId = new HashMap<>();
        MoodleAnswers.list(answer).forEach(cohort -> {
            var users = new HashSet<String>();
            cohort.path("userids").forEach(user -> users.add(user.asText()));
            byId.put(cohort.path("cohortid").asText(), users);
        });
        var members = new HashMap<String, Set<String>>();
        ids.forEach((group, id) -> members.put(group, byId.getOrDefault(id, Set.of())));
        return members;
    }

    /**
     * Puts a user into the cohorts of these groups, which are made if they are not there, and out of our others.
     *
     * @return the groups as read back; fails, after the rest is done, where Moodle refuses to make one
     */
    Uni<String> set(String userId, String wanted) {
        Set<String> groups = new TreeSet<>(Arrays.asList(wanted.split(",")));
        groups.remove("");
        return read().chain(before -> {
            Set<String> had = Set.of(groups(before, userId).split(","));
            List<String> added =
                    groups.stream().filter(group -> !had.contains(group)).toList();
            List<String> removed = had.stream()
                    .filter(group -> !group.isEmpty() && !groups.contains(group))
                    .toList();
            return make(before, added)
                    .chain(refusal -> add(userId, added)
                            .chain(() -> remove(before, userId, removed))
                            .chain(this::read)
                            .chain(after -> refusal.<Uni<String>>map(
                                            failure -> Uni.createFrom().failure(failure))
                                    .orElseGet(() -> Uni.createFrom().item(groups(after, userId)))));
        });
    }

    /**
     * Moodle makes all or none, so where it refuses, each is tried alone.
     *
     * @return why one of them cannot be made; the user is put into the others all the same
     */
    private Uni<Optional<Throwable>> make(Snapshot before, List<String> groups) {
        List<String> missing = groups.stream()
                .filter(group -> !before.ids().containsKey(group))
                .toList();
        return missing.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : create(missing)
                        .onFailure(Faults::isFinal)
                        .recoverWithUni(refusal ->
                                missing.size() == 1 ? unlessThere(missing.get(0), refusal) : oneByOne(before, missing));
    }

    /** core_cohort_create_cohorts */
    private Uni<Optional<Throwable>> create(List<String> groups) {
        List<Map<String, Object>> cohorts = groups.stream()
                .<Map<String, Object>>map(group -> Map.of(
                        "categorytype",
                        Map.of("type", "system", "value", ""),
                        "name",
                        group,
                        "idnumber",
                        prefix + group))
                .toList();
        return calls.write("core_cohort_create_cohorts", Map.of("cohorts", cohorts))
                .replaceWith(Optional.empty());
    }

    private Uni<Optional<Throwable>> oneByOne(Snapshot before, List<String> groups) {
        return Uni.join()
                .all(groups.stream().map(group -> make(before, List.of(group))).toList())
                .usingConcurrencyOf(1)
                .andFailFast()
                .map(refusals -> refusals.stream().flatMap(Optional::stream).findFirst());
    }

    /** Somebody else may have made it just now, which is as good. */
    private Uni<Optional<Throwable>> unlessThere(String group, Throwable refusal) {
        return read().map(after -> after.ids().containsKey(group) ? Optional.empty() : Optional.of(refusal));
    }

    /** core_cohort_add_cohort_members */
    private Uni<Void> add(String userId, List<String> groups) {
        List<Map<String, Object>> members = groups.stream()
                .<Map<String, Object>>map(group -> Map.of(
                        "cohorttype", Map.of("type", "idnumber", "value", prefix + group),
                        "usertype", Map.of("type", "id", "value", userId)))
                .toList();
        return members.isEmpty()
                ? Uni.createFrom().voidItem()
                : calls.write("core_cohort_add_cohort_members", Map.of("members", members))
                        .replaceWithVoid();
    }

    /** core_cohort_delete_cohort_members */
    private Uni<Void> remove(Snapshot before, String userId, List<String> groups) {
        List<Map<String, Object>> members = groups.stream()
                .<Map<String, Object>>map(group ->
                        Map.of("cohortid", Objects.requireNonNull(before.ids().get(group)), "userid", userId))
                .toList();
        return members.isEmpty()
                ? Uni.createFrom().voidItem()
                : calls.write("core_cohort_delete_cohort_members", Map.of("members", members))
                        .replaceWithVoid();
    }
}
