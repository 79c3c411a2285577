package io.isthmus.course.enrolment;

import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.LmsAccount;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where enrolments come from. Everything fails with {@link io.isthmus.course.source.SourceException}. */
public interface EnrolmentPort {

    /** @return active enrolments in visible courses, in the order of the LMS; empty for an account it does not know */
    Uni<List<Enrolment>> enrolments(LmsAccount account);

    /** @return empty where the LMS knows no date */
    Uni<Optional<Instant>> completedAt(LmsAccount account, CourseId course);

    /** @return where a person sees what is at this place within the LMS */
    String url(String source, String target);

    /** @return the same with a login on the way */
    String launchUrl(String source, String target);
}
