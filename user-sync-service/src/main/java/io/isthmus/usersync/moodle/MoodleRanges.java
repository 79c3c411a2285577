package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.account.Stretch;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** All users of Moodle, a piece at a time, by ranges of ids. */
final class MoodleRanges {

    /** Ids in one piece. */
    private static final int RANGE = 490;

    /** So many ids in a row without an account, not even a deleted one, are the end. */
    private static final int MAX_HOLE = 4 * RANGE;

    /** Every Moodle has an administrator beside the token's own user, who always sees itself. */
    private static final int FEWEST = 2;

    private final MoodleLookups lookups;
    private final Set<String> custom;

    MoodleRanges(MoodleLookups lookups, Set<String> custom) {
        this.lookups = lookups;
        this.custom = custom;
    }

    Uni<Stretch> after(long from) {
        return range(from, from + MAX_HOLE);
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
}
