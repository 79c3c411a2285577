package io.isthmus.usersync.sync;

import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Entry;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.person.Lease;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All there is to do for one person, and all that is remembered of them.
 *
 * @param entries what waits, oldest first; not empty
 * @param cmsId the CMS uid, or {@code name:} and a login name; null if the CMS has not named the person
 * @param lmsIds LMS accounts that are known to be this person's
 * @param link in force or not; null if there never was one
 */
record Work(
        Lease lease,
        List<Entry> entries,
        @Nullable String cmsId,
        Set<String> lmsIds,
        @Nullable Link link,
        Shadow shadow) {

    private static final String NAME = "name:";

    Work {
        entries = List.copyOf(entries);
        lmsIds = Set.copyOf(lmsIds);
    }

    /** @return the login name, where the CMS named the person by that only */
    Optional<String> cmsName() {
        return Optional.ofNullable(cmsId).filter(id -> id.startsWith(NAME)).map(id -> id.substring(NAME.length()));
    }

    Optional<String> cmsUid() {
        return Optional.ofNullable(cmsId).filter(id -> !id.startsWith(NAME));
    }

    List<Long> entryIds() {
        return entries.stream().map(Entry::id).toList();
    }

    /** @return the event that the work is put down to: the last one */
    Change cause() {
        return entries.get(entries.size() - 1).change();
    }

    int attempts() {
        return entries.stream().mapToInt(Entry::attempts).max().orElse(0);
    }

    Trigger trigger(String cmsSource) {
        boolean deleted = entries.stream()
                .map(Entry::change)
                .filter(change -> change.key().source().equals(cmsSource))
                .filter(change -> change.kind() == Change.Kind.UPSERTED || change.kind() == Change.Kind.DELETED)
                .reduce((earlier, later) -> later)
                .filter(change -> change.kind() == Change.Kind.DELETED)
                .isPresent();
        boolean login = entries.stream().anyMatch(entry -> entry.change().kind() == Change.Kind.LOGIN);
        boolean jit = entries.stream().anyMatch(entry -> entry.change().jit());
        return new Trigger(deleted, login, jit);
    }
}
