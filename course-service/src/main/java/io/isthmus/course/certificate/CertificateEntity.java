package io.isthmus.course.certificate;

import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.LmsAccount;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A row of the table {@code certificate}, which refuses updates. */
@Entity
@Immutable
@Table(name = "certificate")
@NullUnmarked
public class CertificateEntity extends PanacheEntityBase {

    @Id
    public String id;

    @Column(name = "lms_source")
    public String lmsSource;

    @Column(name = "lms_user_id")
    public String lmsUserId;

    @Column(name = "course_id")
    public String courseId;

    @Column(name = "course_name")
    public String courseName;

    public String series;
    public int attempt;
    public String reference;

    @Column(name = "activity_id")
    public String activityId;

    public String name;
    public String code;
    public String target;

    @Column(name = "issued_at")
    public Instant issuedAt;

    @Column(name = "expires_at")
    public Instant expiresAt;

    @Column(name = "archived_at")
    public Instant archivedAt;

    static CertificateEntity of(Certificate certificate) {
        var row = new CertificateEntity();
        row.id = certificate.id();
        row.lmsSource = certificate.account().source();
        row.lmsUserId = certificate.account().userId();
        CourseId course = certificate.course();
        row.courseId = course == null ? "" : course.id();
        row.courseName = certificate.courseName();
        row.series = certificate.series();
        row.attempt = certificate.attempt();
        row.reference = certificate.issue().reference();
        row.activityId = certificate.issue().activityId();
        row.name = certificate.issue().name();
        row.code = certificate.issue().code();
        row.target = certificate.target();
        row.issuedAt = certificate.issue().issuedAt();
        row.expiresAt = certificate.issue().expiresAt();
        row.archivedAt = certificate.archivedAt();
        return row;
    }

    /** @param changes of this certificate */
    Certificate certificate(Set<Certificate.Change> changes) {
        return new Certificate(
                id,
                new LmsAccount(lmsSource, lmsUserId),
                courseId.isEmpty() ? null : new CourseId(lmsSource, courseId),
                courseName,
                attempt,
                new Issue(reference, activityId, name, code, issuedAt, expiresAt),
                target,
                archivedAt,
                changes);
    }
}
