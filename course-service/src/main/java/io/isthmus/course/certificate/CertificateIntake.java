package io.isthmus.course.certificate;

import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.cache.Kind;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.SourceException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Brings certificates from the LMS into the archive. */
@Singleton
class CertificateIntake {

    private static final Kind<Activity> ACTIVITY = Kind.ofCourses("certificate-activities");

    private final CertificatePort port;
    private final CertificateArchive archive;
    private final AnswerCache cache;
    private final Clock clock;

    CertificateIntake(CertificatePort port, CertificateArchive archive, AnswerCache cache, Clock clock) {
        this.port = port;
        this.archive = archive;
        this.cache = cache;
        this.clock = clock;
        cache.declare(ACTIVITY);
    }

    /** Asks the LMS; fails with {@link SourceException} if not everything could be read. */
    Uni<Void> takeIn(LmsAccount account) {
        return Uni.createFrom().deferred(() -> {
            Instant asked = clock.instant();
            return port.issues(account).chain(issues -> takeIn(account, issues, asked));
        });
    }

    /**
     * @param asked when the LMS was
     * @return fails after it has archived what it could
     */
    Uni<Void> takeIn(LmsAccount account, Issues issues, Instant asked) {
        if (issues.issues().isEmpty()) {
            return outcome(issues.missed());
        }
        return archive.of(account).chain(archived -> {
            List<Issue> unknown = unknown(archived, issues.issues());
            return unknown.isEmpty() ? outcome(issues.missed()) : add(account, unknown, issues, asked);
        });
    }

    private static List<Issue> unknown(List<Certificate> archived, List<Issue> issues) {
        Set<String> references =
                archived.stream().map(known -> known.issue().reference()).collect(Collectors.toSet());
        return issues.stream()
                .filter(issue -> !references.contains(issue.reference()))
                .toList();
    }

    private Uni<Void> add(LmsAccount account, List<Issue> unknown, Issues issues, Instant asked) {
        var missed = new AtomicReference<>(issues.missed());
        return activities(account.source(), unknown, issues.activities(), missed)
                .chain(activities -> archive.add(
                        account, asked, known -> Attempts.added(account, known, unknown, activities, clock.instant())))
                .chain(() -> outcome(missed.get()));
    }

    private static Uni<Void> outcome(Optional<SourceException> missed) {
        return missed.map(failure -> Uni.createFrom().<Void>failure(failure))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** One that cannot be read does not keep the others out. */
    private Uni<Map<String, Activity>> activities(
            String source,
            List<Issue> issues,
            Map<String, Activity> told,
            AtomicReference<Optional<SourceException>> missed) {
        Set<String> ids = issues.stream()
                .map(Issue::activityId)
                .filter(id -> !told.containsKey(id))
                .collect(Collectors.toSet());
        var found = new ConcurrentHashMap<>(told);
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndMerge(id -> cache.get(ACTIVITY.of(source, id), () -> port.activity(source, id))
                        .invoke(activity -> found.put(id, activity.value()))
                        .replaceWithVoid()
                        .onFailure(SourceException.class)
                        .recoverWithUni(failure -> {
                            missed.set(Optional.of((SourceException) failure));
                            return Uni.createFrom().voidItem();
                        }))
                .collect()
                .asList()
                .map(done -> new HashMap<>(found));
    }
}
