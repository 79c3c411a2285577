package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Entry;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether what was read is new enough for the events that led to it. Both sides can be read, so an event that
 * comes late, twice or out of order does no harm: what it leads to is read. One that comes before its change can be read
 * would be forgotten, so it waits a moment. Pure.
 */
final class VersionDecider {

    /** Reason code: the events know more than the reading. */
    static final String STALE = "stale-reading";

    /** So often it waits; then the reading is believed: an event may be about a field that we do not read. */
    static final int TRIES = 4;

    /** Sides tell the time of a change to the second. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private static final Duration SOON = Duration.ofMillis(100);

    private final Sources sources;

    VersionDecider(Sources sources) {
        this.sources = sources;
    }

    /** @return how long to wait for a newer reading; empty if this one is new enough for each of the events */
    Optional<Duration> wait(Work work, Situation situation) {
        return work.entries().stream()
                .filter(entry -> entry.attempts() < TRIES && isAhead(entry.change(), situation))
                .map(Entry::attempts)
                .min(Integer::compare)
                .map(attempts -> SOON.multipliedBy(1L << attempts));
    }

    /** It says that there is a change, nothing is to be seen, and the reading is older than the event. */
    private boolean isAhead(Change change, Situation situation) {
        if (change.kind() != Change.Kind.UPSERTED || !change.key().source().equals(sources.cms())) {
            return false;
        }
        if (situation.cms() instanceof Lookup.Absent) {
            return !situation.trigger().cmsDeleted();
        }
        Account account = situation.account(Side.CMS);
        return account != null
                && account.changedAt() != null
                && account.changedAt().plus(COARSE).isBefore(change.time())
                && situation.shadow().isAsRead(Side.CMS, account);
    }
}
