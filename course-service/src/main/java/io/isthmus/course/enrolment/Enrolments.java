package io.isthmus.course.enrolment;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.course.access.Subject;
import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.cache.JsonPiece;
import io.isthmus.course.cache.Kind;
import io.isthmus.course.source.Part;
import io.isthmus.course.source.SourceException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A person's courses. */
@Singleton
public class Enrolments {

    private static final Kind<JsonPiece> KIND = Kind.ofAccounts("courses", JsonPiece.codec(UserCourse.class));

    private final EnrolmentPort port;
    private final EnrolmentIntake intake;
    private final AnswerCache cache;
    private final ObjectMapper json;
    private final Clock clock;

    Enrolments(EnrolmentPort port, EnrolmentIntake intake, AnswerCache cache, ObjectMapper json, Clock clock) {
        this.port = port;
        this.intake = intake;
        this.cache = cache;
        this.json = json;
        this.clock = clock;
        cache.declare(KIND);
    }

    /** @return what {@link #of} gives, where that is known without asking anybody; else empty */
    public Optional<Part<JsonPiece>> known(Subject.Account account) {
        return cache.fresh(KIND.of(account)).map(answer -> Part.of(answer.value(), answer.readAt(), false));
    }

    /** @return {@link UserCourse}s; never fails for want of the LMS: then the part says so */
    public Uni<Part<JsonPiece>> of(Subject.Account account) {
        return cache.get(KIND.of(account), () -> intake.takeIn(account.at()).map(this::written))
                .map(answer -> Part.of(answer.value(), answer.readAt(), answer.stale()))
                .onFailure(SourceException.class)
                .recoverWithItem(failure ->
                        Part.missing(JsonPiece.empty(), clock.instant(), ((SourceException) failure).as("courses")));
    }

    private JsonPiece written(List<Seen> seen) {
        Instant now = clock.instant();
        List<UserCourse> courses = seen.stream()
                .map(one -> UserCourse.of(
                        one,
                        port.url(one.enrolment().id().source(), one.enrolment().target()),
                        port.launchUrl(
                                one.enrolment().id().source(), one.enrolment().target()),
                        now))
                .toList();
        List<String> ids = courses.stream().map(course -> course.id().id()).toList();
        return JsonPiece.of(json, courses, ids, validUntil(seen, now));
    }

    /** At the end of a course an unfinished one becomes overdue. */
    private static Optional<Instant> validUntil(List<Seen> seen, Instant now) {
        return seen.stream()
                .flatMap(one -> Optional.ofNullable(one.enrolment().endDate()).stream())
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }
}
