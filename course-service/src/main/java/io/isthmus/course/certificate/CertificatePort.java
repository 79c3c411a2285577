package io.isthmus.course.certificate;

import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.LmsAccount;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Where certificates come from. Everything fails with {@link io.isthmus.course.source.SourceException}. */
public interface CertificatePort {

    /** @return all certificates of the person that the LMS has now, as far as they could be read */
    Uni<Issues> issues(LmsAccount account);

    /**
     * @param source name of the LMS
     * @param from issued then or later
     * @param offset number of those read before
     */
    Uni<IssuePage> issuedSince(String source, Instant from, int offset);

    /** @param source name of the LMS */
    Uni<Activity> activity(String source, String activityId);

    Uni<String> courseName(CourseId course);

    /** Never called for a person without a certificate of this activity: asking could issue one. */
    Uni<Pdf> pdf(LmsAccount account, String activityId);

    /** @return where a person sees what is at this place within the LMS */
    String url(String source, String target);
}
