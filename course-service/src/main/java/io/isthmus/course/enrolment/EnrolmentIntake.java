package io.isthmus.course.enrolment;

import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Reads a person's enrolments and remembers them, since the LMS lists the active ones only. */
@Singleton
class EnrolmentIntake {

    private static final Logger LOG = Logger.getLogger(EnrolmentIntake.class);

    private final EnrolmentPort port;
    private final EnrolmentStore store;
    private final Clock clock;

    EnrolmentIntake(EnrolmentPort port, EnrolmentStore store, Clock clock) {
        this.port = port;
        this.store = store;
        this.clock = clock;
    }

    /** @return fails with {@link SourceException}; without the database, what the LMS lists now is told alone */
    Uni<List<Seen>> takeIn(LmsAccount account) {
        return Uni.createFrom().deferred(() -> {
            Instant asked = clock.instant();
            return port.enrolments(account)
                    .chain(listed -> store.of(account)
                            .onFailure()
                            .recoverWithItem(failure -> unknown("read", failure))
                            .chain(before -> complete(account, Memory.merge(before, listed, clock.instant()))
                                    .chain(seen -> remember(account, before, seen, asked))));
        });
    }

    private Uni<List<Seen>> complete(LmsAccount account, List<Seen> seen) {
        if (seen.stream().noneMatch(Seen::needsCompletionDate)) {
            return Uni.createFrom().item(seen);
        }
        return Uni.join()
                .all(seen.stream().map(one -> complete(account, one)).toList())
                .andFailFast();
    }

    /** What the LMS refuses to tell it is not asked again; when it is away, it is asked the next time. */
    private Uni<Seen> complete(LmsAccount account, Seen seen) {
        if (!seen.needsCompletionDate()) {
            return Uni.createFrom().item(seen);
        }
        return port.completedAt(account, seen.enrolment().id())
                .map(at -> seen.answered(at.orElse(null)))
                .onFailure(SourceException.class)
                .recoverWithItem(failure -> isRefusal((SourceException) failure) ? seen.answered(null) : seen);
    }

    private static boolean isRefusal(SourceException failure) {
        return failure.reason() == Reason.REFUSED;
    }

    /** @return nothing of who was erased meanwhile */
    private Uni<List<Seen>> remember(LmsAccount account, List<Seen> before, List<Seen> seen, Instant asked) {
        List<Seen> changed = seen.stream().filter(one -> !before.contains(one)).toList();
        return store.save(account, changed, asked)
                .onFailure()
                .recoverWithItem(failure -> {
                    unknown("write", failure);
                    return true;
                })
                .map(saved -> saved ? seen : List.of());
    }

    private static List<Seen> unknown(String what, Throwable failure) {
        LOG.warnf("enrolments %s=failed database=%s", what, failure.getClass().getSimpleName());
        return List.of();
    }
}
