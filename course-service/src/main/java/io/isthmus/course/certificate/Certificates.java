package io.isthmus.course.certificate;

import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Part;
import io.isthmus.course.source.SourceException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A person's certificates: what the archive has, after the LMS was asked for more. */
@Singleton
public class Certificates {

    private static final Comparator<Certificate> NEWEST_FIRST = Comparator.comparing(
                    (Certificate certificate) -> certificate.issue().issuedAt())
            .thenComparing(Certificate::attempt)
            .reversed();

    private final CertificatePort port;
    private final CertificateIntake intake;
    private final CertificateArchive archive;
    private final Clock clock;

    Certificates(CertificatePort port, CertificateIntake intake, CertificateArchive archive, Clock clock) {
        this.port = port;
        this.intake = intake;
        this.archive = archive;
        this.clock = clock;
    }

    /** @return newest first; never fails for want of the LMS: then the part says so */
    public Uni<Part<List<UserCertificate>>> of(LmsAccount account) {
        return intake.takeIn(account)
                .chain(taken -> archive.of(account).map(all -> Part.of(shown(all), taken.readAt(), taken.stale())))
                .onFailure(SourceException.class)
                .recoverWithUni(failure -> archive.of(account).map(all -> archived(all, (SourceException) failure)));
    }

    private Part<List<UserCertificate>> archived(List<Certificate> all, SourceException failure) {
        return all.stream()
                .map(Certificate::archivedAt)
                .max(Comparator.naturalOrder())
                .map(newest -> Part.old(shown(all), newest, failure.as("certificates")))
                .orElseGet(() -> Part.missing(List.of(), clock.instant(), failure.as("certificates")));
    }

    private List<UserCertificate> shown(List<Certificate> all) {
        Instant now = clock.instant();
        return all.stream()
                .sorted(NEWEST_FIRST)
                .map(certificate -> UserCertificate.of(certificate, all, port.url(certificate.target()), now))
                .toList();
    }

    Uni<Optional<Certificate>> find(String id) {
        return archive.find(id);
    }

    /** @return the certificate as it is shown today; empty if it is no more */
    Uni<Optional<UserCertificate>> shown(Certificate certificate) {
        return archive.of(certificate.account())
                .map(all -> shown(all).stream()
                        .filter(one -> one.id().equals(certificate.id()))
                        .findFirst());
    }

    /** @return fails with {@link SourceException} */
    Uni<Pdf> pdf(Certificate certificate) {
        return port.pdf(certificate.account(), certificate.issue().activityId());
    }
}
