package io.isthmus.usersync.sync;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.brake.Brake;
import io.isthmus.usersync.conflict.Conflicts;
import io.isthmus.usersync.journal.Entry;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.link.Links;
import io.isthmus.usersync.outbox.OutboxNews;
import io.isthmus.usersync.person.Identity;
import io.isthmus.usersync.person.Lease;
import io.isthmus.usersync.person.Persons;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps persons in work, up to a number at a time: claims those that are due whenever it is nudged, and as long as there
 * are more; then not one by one, since a claim and what is loaded for it cost the same for one as for many.
 */
final class WorkLoop {

    private static final Logger LOG = Logger.getLogger(WorkLoop.class);

    private final Persons persons;
    private final Journal journal;
    private final Links links;
    private final Shadows shadows;
    private final Brake brake;
    private final Conflicts conflicts;
    private final Synchroniser synchroniser;
    private final OutboxNews outbox;
    private final Sources sources;
    private final int atOnce;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean stopped;

    /** @param atOnce how many persons at most */
    WorkLoop(
            Persons persons,
            Journal journal,
            Links links,
            Shadows shadows,
            Brake brake,
            Conflicts conflicts,
            Synchroniser synchroniser,
            OutboxNews outbox,
            Sources sources,
            int atOnce) {
        this.persons = persons;
        this.journal = journal;
        this.links = links;
        this.shadows = shadows;
        this.brake = brake;
        this.conflicts = conflicts;
        this.synchroniser = synchroniser;
        this.outbox = outbox;
        this.sources = sources;
        this.atOnce = atOnce;
    }

    /** Says that there may be work. */
    void nudge() {
        again.set(true);
        claimNext();
        if (running.get() > 0) {
            persons.leases()
                    .alive()
                    .subscribe()
                    .with(said -> {}, failure -> LOG.warnf("not said to be alive: %s", Sql.reason(failure)));
        }
    }

    private void claimNext() {
        if (stopped || !claiming.compareAndSet(false, true)) {
            return;
        }
        int free = atOnce - running.get();
        if (free <= 0 || !again.getAndSet(false)) {
            claiming.set(false);
            return;
        }
        persons.leases().claim(free).subscribe().with(leases -> claimed(leases, free), failure -> {
            claiming.set(false);
            LOG.warnf("work could not be claimed: %s", Sql.reason(failure));
        });
    }

    private void claimed(List<Lease> leases, int free) {
        running.addAndGet(leases.size());
        if (stopped) {
            leases.forEach(this::giveBack);
            claiming.set(false);
            return;
        }
        if (leases.size() == free) {
            again.set(true);
        }
        claiming.set(false);
        if (!leases.isEmpty()) {
            work(leases);
        }
        if (again.get()) {
            claimNext();
        }
    }

    private void work(List<Lease> leases) {
        load(leases).subscribe().with(works -> works.forEach(this::process), failure -> {
            LOG.errorf(failure, "work could not be loaded: persons=%d", leases.size());
            leases.forEach(this::giveBack);
        });
    }

    private void giveBack(Lease lease) {
        persons.leases().release(lease).subscribe().with(done -> done(false), failure -> done(false));
    }

    private void process(Work work) {
        synchroniser.process(work).subscribe().with(this::done, failure -> done(false));
    }

    private void done(boolean more) {
        running.decrementAndGet();
        outbox.committed();
        if (more) {
            again.set(true);
        }
        if (again.get() && atOnce - running.get() >= Math.max(1, atOnce / 4)) {
            claimNext();
        }
    }

    private Uni<List<Work>> load(List<Lease> leases) {
        List<Long> ids = leases.stream().map(Lease::personId).toList();
        return Uni.combine()
                .all()
                .unis(
                        journal.open(ids),
                        persons.identitiesOf(ids),
                        links.ofPersons(ids),
                        shadows.ofPersons(ids),
                        brake.heldOf(ids),
                        conflicts.openOf(ids))
                .with((entries, identities, known, shadow, braked, conflicted) -> leases.stream()
                        .map(lease -> work(lease, entries, identities, known, shadow, braked, conflicted))
                        .toList());
    }

    private Work work(
            Lease lease,
            Map<Long, List<Entry>> entries,
            Map<Long, List<Identity>> identities,
            Map<Long, Link> known,
            Map<Long, Shadow> shadow,
            Set<Long> braked,
            Set<Long> conflicted) {
        long id = lease.personId();
        List<Identity> own = identities.getOrDefault(id, List.of());
        Optional<Identity> cms = of(own, sources.cms()).findFirst();
        return new Work(
                lease,
                entries.getOrDefault(id, List.of()),
                cms.map(identity -> identity.key().externalId()).orElse(null),
                cms.filter(Identity::deleted).isPresent(),
                of(own, sources.lms())
                        .map(identity -> identity.key().externalId())
                        .collect(Collectors.toSet()),
                known.get(id),
                shadow.getOrDefault(id, Shadow.NONE),
                braked.contains(id),
                conflicted.contains(id));
    }

    private static Stream<Identity> of(List<Identity> identities, String source) {
        return identities.stream().filter(identity -> identity.key().source().equals(source));
    }

    /** Claims nothing more. */
    void stop() {
        stopped = true;
    }

    /** @return persons in work right now, and one more while some are being claimed */
    int running() {
        return running.get() + (claiming.get() ? 1 : 0);
    }
}
