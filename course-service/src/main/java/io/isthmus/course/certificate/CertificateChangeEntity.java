package io.isthmus.course.certificate;

import io.isthmus.course.source.LmsAccount;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of the table {@code certificate_change}. */
@Entity
@Table(name = "certificate_change")
@NullUnmarked
public class CertificateChangeEntity extends PanacheEntityBase {

    @Id
    public String id;

    @Column(name = "lms_source")
    public String lmsSource;

    @Column(name = "lms_user_id")
    public String lmsUserId;

    public String reference;
    public String change;

    @Column(name = "noted_at")
    public Instant notedAt;

    static CertificateChangeEntity of(LmsAccount account, String reference, Certificate.Change change, Instant now) {
        var row = new CertificateChangeEntity();
        row.id = account.source() + ":" + reference + ":" + change;
        row.lmsSource = account.source();
        row.lmsUserId = account.userId();
        row.reference = reference;
        row.change = change.name();
        row.notedAt = now;
        return row;
    }
}
