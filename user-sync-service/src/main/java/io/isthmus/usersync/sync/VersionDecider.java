package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Entry;
import io.isthmus.usersync.link.Link;
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

    /**
     * So often, for three minutes, whoever is not to be found is looked for, if the CMS told of them or they are linked:
     * a CMS that answers with an empty list for a while loses no change. A deletion that is told of ends it.
     */
    static final int SEARCHES = 11;

    /** Sides tell the time of a change to the second. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private static final Duration SOON = Duration.ofMillis(100);

    private final Sources sources;

    VersionDecider(Sources sources) {
        this.sources = sources;
    }

    /** @return how long to wait for a newer reading; empty if this one is new enough for each of the events */
    Optional<Duration> wait(Work work, Situation situation) {
        return search(work, situation)
                .or(() -> delay(work.entries().stream()
                        .filter(entry -> isAhead(entry.change(), situation))
                        .map(VersionDecider::tries)
                        .min(Integer::compare)
                        .filter(tries -> tries < TRIES)));
    }

    /** What has come meanwhile does not begin it anew. */
    private Optional<Duration> search(Work work, Situation situation) {
        return delay(work.entries().stream()
                .filter(entry -> isSearch(entry.change(), situation))
                .map(VersionDecider::tries)
                .max(Integer::compare)
                .filter(tries -> tries < SEARCHES));
    }

    /** @return how often in a row the reading was found too old; what was in the way before that does not count */
    private static int tries(Entry entry) {
        return STALE.equals(entry.reason()) ? entry.attempts() : 0;
    }

    private static Optional<Duration> delay(Optional<Integer> tries) {
        return tries.map(before -> SOON.multipliedBy(1L << before));
    }

    /** The user is nowhere, and nobody has said why. */
    private boolean isSearch(Change change, Situation situation) {
        Link link = situation.link();
        return change.kind() == Change.Kind.UPSERTED
                && situation.cms() instanceof Lookup.Absent
                && !situation.trigger().cmsDeleted()
                && (isOfCms(change) || link != null && link.isLinked());
    }

    private boolean isOfCms(Change change) {
        return change.key().source().equals(sources.cms());
    }

    /** It says that there is a change, nothing is to be seen, and the reading is older than the event. */
    private boolean isAhead(Change change, Situation situation) {
        if (change.kind() != Change.Kind.UPSERTED || !isOfCms(change)) {
            return false;
        }
        Account account = situation.account(Side.CMS);
        return account != null
                && account.changedAt() != null
                && account.changedAt().plus(COARSE).isBefore(change.time())
                && situation.shadow().isAsRead(Side.CMS, account);
    }
}
