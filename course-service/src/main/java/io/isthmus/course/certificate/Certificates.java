package io.isthmus.course.certificate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.course.access.Subject;
import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.cache.JsonPiece;
import io.isthmus.course.cache.Kind;
import io.isthmus.course.source.CourseId;
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

    private static final Kind<JsonPiece> KIND = Kind.ofAccounts("certificates", JsonPiece.codec(UserCertificate.class));
    private static final Comparator<Certificate> NEWEST_FIRST = Comparator.comparing(
                    (Certificate certificate) -> certificate.issue().issuedAt())
            .thenComparing(Certificate::attempt)
            .reversed();

    private final CertificatePort port;
    private final CertificateIntake intake;
    private final CertificateArchive archive;
    private final AnswerCache cache;
    private final ObjectMapper json;
    private final Clock clock;

    Certificates(
            CertificatePort port,
            CertificateIntake intake,
            CertificateArchive archive,
            AnswerCache cache,
            ObjectMapper json,
            Clock clock) {
        this.port = port;
        this.intake = intake;
        this.archive = archive;
        this.cache = cache;
        this.json = json;
        this.clock = clock;
        cache.declare(KIND);
    }

    /** @return what {@link #of} gives, where that is known without asking anybody; else empty */
    public Optional<Part<JsonPiece>> known(Subject.Account account) {
        return cache.fresh(KIND.of(account)).map(answer -> Part.of(answer.value(), answer.readAt(), false));
    }

    /** @return {@link UserCertificate}s, newest first; never fails for want of the LMS: then the part says so */
    public Uni<Part<JsonPiece>> of(Subject.Account account) {
        return cache.get(KIND.of(account), () -> load(account))
                .map(answer -> Part.of(answer.value(), answer.readAt(), answer.stale()))
                .onFailure(SourceException.class)
                .recoverWithUni(
                        failure -> archive.of(account.at()).map(all -> archived(all, (SourceException) failure)));
    }

    private Uni<JsonPiece> load(Subject.Account account) {
        return intake.takeIn(account.at()).chain(() -> archive.of(account.at())).map(this::written);
    }

    private Part<JsonPiece> archived(List<Certificate> all, SourceException failure) {
        return all.stream()
                .map(Certificate::archivedAt)
                .max(Comparator.naturalOrder())
                .map(newest -> Part.old(written(all), newest, failure.as("certificates")))
                .orElseGet(() -> Part.missing(JsonPiece.empty(), clock.instant(), failure.as("certificates")));
    }

    private JsonPiece written(List<Certificate> all) {
        List<String> courses = all.stream()
                .flatMap(certificate -> Optional.ofNullable(certificate.course()).stream())
                .map(CourseId::id)
                .toList();
        return JsonPiece.of(json, shown(all), courses, validUntil(all));
    }

    private Optional<Instant> validUntil(List<Certificate> all) {
        Instant now = clock.instant();
        return all.stream()
                .flatMap(certificate -> Optional.ofNullable(certificate.issue().expiresAt()).stream())
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    private List<UserCertificate> shown(List<Certificate> all) {
        Instant now = clock.instant();
        return all.stream()
                .sorted(NEWEST_FIRST)
                .map(certificate -> UserCertificate.of(
                        certificate, all, port.url(certificate.account().source(), certificate.target()), now))
                .toList();
    }

    /** @return the newest one */
    Uni<Optional<UserCertificate>> withCode(String code) {
        return archive.withCode(code)
                .chain(found -> found.isEmpty() ? Uni.createFrom().item(Optional.empty()) : shown(found.get(0)));
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
