package io.isthmus.course.enrolment;

import io.isthmus.course.source.LmsAccount;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Where enrolments come from. */
public interface EnrolmentPort {

    /**
     * @return active enrolments in visible courses, in the order of the LMS; empty for an account it does not know.
     *     Fails with {@link io.isthmus.course.source.SourceException}.
     */
    Uni<List<Enrolment>> enrolments(LmsAccount account);
}
