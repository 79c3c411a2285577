package io.isthmus.course.certificate;

import io.isthmus.course.source.LmsAccount;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Certificates for good. Nothing in it changes; it only grows. */
@Singleton
class CertificateArchive {

    /** One intake for a person at a time, on any replica: numbers are given once. */
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(:account, 0)) as text)";

    /** @return oldest first */
    Uni<List<Certificate>> of(LmsAccount account) {
        return Panache.withSession(() -> rows(account));
    }

    Uni<Optional<Certificate>> find(String id) {
        return Panache.withSession(() -> CertificateEntity.<CertificateEntity>findById(id))
                .map(row -> Optional.ofNullable(row).map(CertificateEntity::certificate));
    }

    /** @param added tells what to add, given what is there */
    Uni<Void> add(LmsAccount account, Function<List<Certificate>, List<Certificate>> added) {
        return Panache.withTransaction(
                () -> lock(account).chain(() -> rows(account)).chain(archived -> persist(added.apply(archived))));
    }

    private static Uni<Void> persist(List<Certificate> added) {
        Object[] rows = added.stream().map(CertificateEntity::of).toArray();
        return Panache.getSession().chain(session -> session.persistAll(rows));
    }

    private static Uni<String> lock(LmsAccount account) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK, String.class)
                        .setParameter("account", "certificates of " + account.source() + ":" + account.userId())
                        .getSingleResult());
    }

    private static Uni<List<Certificate>> rows(LmsAccount account) {
        return CertificateEntity.<CertificateEntity>list(
                        "lmsSource = ?1 and lmsUserId = ?2 order by issuedAt, attempt",
                        account.source(),
                        account.userId())
                .map(rows -> rows.stream().map(CertificateEntity::certificate).toList());
    }
}
