package io.isthmus.course.certificate;

import io.isthmus.course.source.LmsAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Numbers the attempts of a person: those in the archive keep their numbers, whatever comes later. */
final class Attempts {

    private static final Comparator<Issue> OLDEST_FIRST = Comparator.comparing(Issue::issuedAt)
            .thenComparing(issue -> issue.reference().length())
            .thenComparing(Issue::reference);

    private Attempts() {}

    /**
     * @param archived of this person
     * @param issues what the LMS has, those in the archive too
     * @param activities of the issues; an issue without one is left for the next time
     * @return what to add to the archive
     */
    static List<Certificate> added(
            LmsAccount account,
            List<Certificate> archived,
            List<Issue> issues,
            Map<String, Activity> activities,
            Instant now) {
        var all = new ArrayList<>(archived);
        issues.stream()
                .sorted(OLDEST_FIRST)
                .filter(issue -> all.stream()
                        .noneMatch(known -> known.issue().reference().equals(issue.reference())))
                .forEach(issue -> {
                    Activity activity = activities.get(issue.activityId());
                    if (activity != null) {
                        all.add(next(account, all, issue, activity, now));
                    }
                });
        return List.copyOf(all.subList(archived.size(), all.size()));
    }

    private static Certificate next(
            LmsAccount account, List<Certificate> all, Issue issue, Activity activity, Instant now) {
        String series = Certificate.series(issue, activity.course());
        int last = all.stream()
                .filter(certificate -> certificate.series().equals(series))
                .mapToInt(Certificate::attempt)
                .max()
                .orElse(0);
        return new Certificate(
                account.source() + ":" + issue.reference(),
                account,
                activity.course(),
                activity.courseName(),
                last + 1,
                issue,
                activity.target(),
                now,
                Set.of());
    }
}
