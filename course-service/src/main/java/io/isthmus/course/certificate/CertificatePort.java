package io.isthmus.course.certificate;

import io.isthmus.course.source.LmsAccount;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Where certificates come from. Everything fails with {@link io.isthmus.course.source.SourceException}. */
public interface CertificatePort {

    /** @return all certificates of the person that the LMS has now */
    Uni<List<Issue>> issues(LmsAccount account);

    /** @param source name of the LMS */
    Uni<Activity> activity(String source, String activityId);

    /** Never called for a person without a certificate of this activity: asking could issue one. */
    Uni<Pdf> pdf(LmsAccount account, String activityId);

    /** @return where a person sees what is at this place within the LMS */
    String url(String source, String target);
}
