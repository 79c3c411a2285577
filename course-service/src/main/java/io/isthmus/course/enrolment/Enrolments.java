package io.isthmus.course.enrolment;

import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.cache.CacheKey;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Part;
import io.isthmus.course.source.SourceException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A person's courses. */
@Singleton
public class Enrolments {

    private static final CacheKey.Kind<List<Enrolment>> KIND =
            new CacheKey.Kind<>("enrolments", CacheKey.Subject.ACCOUNT);

    private final EnrolmentPort port;
    private final AnswerCache cache;
    private final Clock clock;

    Enrolments(EnrolmentPort port, AnswerCache cache, Clock clock) {
        this.port = port;
        this.cache = cache;
        this.clock = clock;
    }

    /** @return never fails for want of the LMS: then the part says so */
    public Uni<Part<List<UserCourse>>> of(LmsAccount account) {
        return cache.get(KIND.of(account), () -> port.enrolments(account))
                .map(answer -> {
                    Instant now = clock.instant();
                    return Part.of(courses(answer.value(), now), answer.readAt(), answer.stale());
                })
                .onFailure(SourceException.class)
                .recoverWithItem(
                        failure -> Part.missing(List.of(), clock.instant(), ((SourceException) failure).as("courses")));
    }

    private static List<UserCourse> courses(List<Enrolment> enrolments, Instant now) {
        return enrolments.stream()
                .map(enrolment -> UserCourse.of(enrolment, now))
                .toList();
    }
}
