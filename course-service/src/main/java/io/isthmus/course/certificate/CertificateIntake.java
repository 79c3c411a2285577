package io.isthmus.course.certificate;

import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.cache.CacheKey;
import io.isthmus.course.cache.Cached;
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

    private static final CacheKey.Kind<Boolean> INTAKE = new CacheKey.Kind<>("certificates", CacheKey.Subject.ACCOUNT);
    private static final CacheKey.Kind<Activity> ACTIVITY =
            new CacheKey.Kind<>("certificate-activities", CacheKey.Subject.COURSES);

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

    /** Asks the LMS unless it did so lately; fails with {@link SourceException} if not everything could be read. */
    Uni<Cached<Boolean>> takeIn(LmsAccount account) {
        return cache.get(INTAKE.of(account), () -> takeInNow(account));
    }

    private Uni<Boolean> takeInNow(LmsAccount account) {
        return port.issues(account)
                .chain(issues -> issues.isEmpty()
                        ? Uni.createFrom().item(true)
                        : archive.of(account).chain(archived -> add(account, archived, issues)));
    }

    private Uni<Boolean> add(LmsAccount account, List<Certificate> archived, List<Issue> issues) {
        Set<String> references =
                archived.stream().map(known -> known.issue().reference()).collect(Collectors.toSet());
        List<Issue> unknown = issues.stream()
                .filter(issue -> !references.contains(issue.reference()))
                .toList();
        if (unknown.isEmpty()) {
            return Uni.createFrom().item(true);
        }
        var missed = new AtomicReference<SourceException>();
        return activities(account.source(), unknown, missed)
                .chain(activities -> archive.add(
                        account, known -> Attempts.added(account, known, unknown, activities, clock.instant())))
                .chain(() -> missed.get() == null
                        ? Uni.createFrom().item(true)
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
