package io.isthmus.course.certificate;

import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.cache.Kind;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.SourceException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Brings a person's certificates from the LMS into the archive. */
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
    }

    /** Asks the LMS; fails with {@link SourceException} if not everything could be read. */
    Uni<Void> takeIn(LmsAccount account) {
        return port.issues(account)
                .chain(issues -> issues.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : archive.of(account).chain(archived -> add(account, archived, issues)));
    }

    private Uni<Void> add(LmsAccount account, List<Certificate> archived, List<Issue> issues) {
        Set<String> references =
                archived.stream().map(known -> known.issue().reference()).collect(Collectors.toSet());
        List<Issue> unknown = issues.stream()
                .filter(issue -> !references.contains(issue.reference()))
                .toList();
        if (unknown.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var missed = new AtomicReference<SourceException>();
        return activities(account.source(), unknown, missed)
                .chain(activities -> archive.add(
                        account, known -> Attempts.added(account, known, unknown, activities, clock.instant())))
                .chain(() -> missed.get() == null
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(missed.get()));
    }

    /** One that cannot be read does not keep the others out. */
    private Uni<Map<String, Activity>> activities(
            String source, List<Issue> issues, AtomicReference<SourceException> missed) {
        Set<String> ids = issues.stream().map(Issue::activityId).collect(Collectors.toSet());
        var found = new ConcurrentHashMap<String, Activity>();
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndMerge(id -> cache.get(ACTIVITY.of(source, id), () -> port.activity(source, id))
                        .invoke(activity -> found.put(id, activity.value()))
                        .replaceWithVoid()
                        .onFailure(SourceException.class)
                        .recoverWithUni(failure -> {
                            missed.set((SourceException) failure);
                            return Uni.createFrom().voidItem();
                        }))
                .collect()
                .asList()
                .replaceWith(found);
    }
}
