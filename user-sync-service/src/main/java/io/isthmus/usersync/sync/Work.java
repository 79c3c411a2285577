package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Entry;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.person.Lease;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All there is to do for one person, and all that is remembered of them.
 *
 * @param entries what waits, oldest first; not empty
 * @param cmsId the CMS uid, or {@code name:} and a login name; null if the CMS has not named the person
 * @param cmsDeleted the CMS said before that it has deleted the person
 * @param lmsIds LMS accounts that are known to be this person's
 * @param link in force or not; null if there never was one
 * @param braked the brake holds something of the person, or has held it
 * @param conflicted a conflict is open
 */
record Work(
        Lease lease,
        List<Entry> entries,
        @Nullable String cmsId,
        boolean cmsDeleted,
        Set<String> lmsIds,
        @Nullable Link link,
        Shadow shadow,
        boolean braked,
        boolean conflicted) {

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

    /** @return the entry that the work is put down to */
    Entry last() {
        return entries.get(entries.size() - 1);
    }

    Change cause() {
        return last().change();
    }

    /** @return how often it has waited in a row for a name that somebody is going to give up */
    int waits() {
        boolean waiting = entries.stream().anyMatch(entry -> UniqueNames.isHeld(entry.reason()));
        return waiting ? lease.attempts() : 0;
    }

    /** @return whether the CMS says, now or before, that it has deleted the person; whether it has is for it to show */
    boolean saidDeleted(String cmsSource) {
        return cmsDeleted
                || entries.stream()
                        .map(Entry::change)
                        .anyMatch(change -> change.kind() == Change.Kind.DELETED
                                && change.key().source().equals(cmsSource));
    }

    /** @return whether the CMS has deleted the person: it said so, and shows nobody */
    boolean isGone(Situation situation, String cmsSource) {
        return situation.account(Side.CMS) == null && saidDeleted(cmsSource);
    }

    /** @return whether an import asked for the person */
    boolean isImport() {
        return entries.stream().anyMatch(entry -> entry.change().kind() == Change.Kind.IMPORT);
    }

    Trigger trigger(String cmsSource) {
        boolean login = entries.stream().anyMatch(entry -> entry.change().kind() == Change.Kind.LOGIN);
        boolean jit = entries.stream().anyMatch(entry -> entry.change().jit());
        return new Trigger(saidDeleted(cmsSource), login, jit, lease.creating() != null);
    }

    /** @return the shadow of a link in force, and what somebody who lost the lease may have written since */
    Shadow believed(Sources sources) {
        Shadow believed = link != null && link.isLinked() ? shadow : Shadow.NONE;
        for (Entry entry : entries) {
            Side spared = entry.change().spared().orElse(null);
            if (spared != null) {
                believed = believed.spared(
                        spared, sources.of(spared.other()), entry.change().time());
            }
            for (Side side : Side.values()) {
                Map<String, String> sent = entry.change().sent(side);
                if (!sent.isEmpty()) {
                    believed = believed.uncertain(
                            side, sent, sources.of(side.other()), entry.change().time());
                }
            }
        }
        return believed;
    }
}
