package io.isthmus.course.dashboard;

import io.isthmus.course.certificate.Certificates;
import io.isthmus.course.certificate.UserCertificate;
import io.isthmus.course.enrolment.Enrolments;
import io.isthmus.course.enrolment.UserCourse;
import io.isthmus.course.link.Links;
import io.isthmus.course.source.Failure;
import io.isthmus.course.source.Lms;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Part;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts together what is known of a person; what is missing is part of the answer. */
@Singleton
class Dashboards {

    private final Links links;
    private final Enrolments enrolments;
    private final Certificates certificates;
    private final Lms lms;
    private final Clock clock;

    Dashboards(Links links, Enrolments enrolments, Certificates certificates, Lms lms, Clock clock) {
        this.links = links;
        this.enrolments = enrolments;
        this.certificates = certificates;
        this.lms = lms;
        this.clock = clock;
    }

    /**
     * Something to tell.
     *
     * @param readAt when the oldest part of it was read
     */
    record Told<T>(T content, Instant readAt) {}

    /** @return fails with {@link io.isthmus.course.source.SourceException} if nothing at all is known */
    Uni<Told<Dashboard>> dashboard(String cmsSource, String cmsUid) {
        return tell(
                cmsSource,
                cmsUid,
                account -> Uni.combine()
                        .all()
                        .unis(enrolments.of(account), certificates.of(account))
                        .with((courses, certified) -> dashboard(new User(cmsSource, cmsUid, true), courses, certified)),
                () -> new Dashboard(new User(cmsSource, cmsUid, false), List.of(), List.of(), false, List.of()));
    }

    static Told<Dashboard> dashboard(User user, Part<List<UserCourse>> courses, Part<List<UserCertificate>> certified) {
        if (courses.isMissing() && certified.isMissing()) {
            courses.orThrow();
        }
        List<Failure> failures = Stream.of(courses, certified)
                .flatMap(part -> part.failure().stream())
                .toList();
        boolean stale = courses.stale() || certified.stale();
        Instant readAt = courses.readAt().isBefore(certified.readAt()) ? courses.readAt() : certified.readAt();
        return new Told<>(new Dashboard(user, courses.value(), certified.value(), stale, failures), readAt);
    }

    Uni<Told<UserCourses>> courses(String cmsSource, String cmsUid) {
        return tell(
                cmsSource,
                cmsUid,
                account -> enrolments
                        .of(account)
                        .map(Part::orThrow)
                        .map(part -> new Told<>(
                                new UserCourses(new User(cmsSource, cmsUid, true), part.value(), part.stale()),
                                part.readAt())),
                () -> new UserCourses(new User(cmsSource, cmsUid, false), List.of(), false));
    }

    Uni<Told<UserCertificates>> certificates(String cmsSource, String cmsUid) {
        return tell(
                cmsSource,
                cmsUid,
                account -> certificates
                        .of(account)
                        .map(Part::orThrow)
                        .map(part -> new Told<>(
                                new UserCertificates(
                                        new User(cmsSource, cmsUid, true),
                                        part.value(),
                                        part.stale(),
                                        part.failure().stream().toList()),
                                part.readAt())),
                () -> new UserCertificates(new User(cmsSource, cmsUid, false), List.of(), false, List.of()));
    }

    private <T> Uni<Told<T>> tell(
            String cmsSource, String cmsUid, Function<LmsAccount, Uni<Told<T>>> linked, Supplier<T> unlinked) {
        return links.account(cmsSource, cmsUid, lms.source())
                .chain((Optional<LmsAccount> account) -> account.map(linked)
                        .orElseGet(() -> Uni.createFrom().item(new Told<>(unlinked.get(), clock.instant()))));
    }
}
