package io.isthmus.course.certificate;

import io.isthmus.course.source.LmsAccount;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Certificates for good. Nothing in it changes; it only grows, until a person is erased. */
@Singleton
class CertificateArchive {

    /** One intake for a person at a time, on any replica: numbers are given once. */
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(:account, 0)) as text)";

    private static final String ERASED = "select is_erased(:source, :user, :asked)";

    private static final String OF_ACCOUNT = "lmsSource = ?1 and lmsUserId = ?2";

    /** @return oldest first */
    Uni<List<Certificate>> of(LmsAccount account) {
        return Panache.withSession(() -> rows(account));
    }

    Uni<Optional<Certificate>> find(String id) {
        return Panache.withSession(() -> CertificateEntity.<CertificateEntity>findById(id))
                .map(row -> Optional.ofNullable(row).map(found -> found.certificate(Set.of())));
    }

    /** @return newest first; more than one where two LMSs gave the same code */
    Uni<List<Certificate>> withCode(String code) {
        return Panache.withSession(
                        () -> CertificateEntity.<CertificateEntity>list("code = ?1 order by issuedAt desc", code))
                .map(rows -> rows.stream().map(row -> row.certificate(Set.of())).toList());
    }

    /**
     * @param asked when the LMS was: nothing is added of who is erased
     * @param added tells what to add, given what is there
     */
    Uni<Void> add(LmsAccount account, Instant asked, Function<List<Certificate>, List<Certificate>> added) {
        return unlessErased(account, asked, () -> rows(account).chain(archived -> persist(added.apply(archived))));
    }

    /** Adds what happened to a certificate, known or not yet known; nothing of who is erased. */
    Uni<Void> note(LmsAccount account, String reference, Certificate.Change change, Instant now) {
        return unlessErased(
                account,
                now,
                () -> Panache.getSession()
                        .chain(session -> session.merge(CertificateChangeEntity.of(account, reference, change, now)))
                        .replaceWithVoid());
    }

    private static Uni<Void> unlessErased(LmsAccount account, Instant asked, Supplier<Uni<Void>> work) {
        return Panache.withTransaction(() -> lock(account)
                .chain(() -> isErased(account, asked))
                .chain(erased -> erased ? Uni.createFrom().voidItem() : work.get()));
    }

    private static Uni<Void> persist(List<Certificate> added) {
        Object[] rows = added.stream().map(CertificateEntity::of).toArray();
        return Panache.getSession().chain(session -> session.persistAll(rows));
    }

    private static Uni<String> lock(LmsAccount account) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK, String.class)
                        .setParameter("account", account.lock())
                        .getSingleResult());
    }

    private static Uni<Boolean> isErased(LmsAccount account, Instant asked) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ERASED, Boolean.class)
                        .setParameter("source", account.source())
                        .setParameter("user", account.userId())
                        .setParameter("asked", asked.atOffset(ZoneOffset.UTC))
                        .getSingleResult());
    }

    private static Uni<List<Certificate>> rows(LmsAccount account) {
        return CertificateEntity.<CertificateEntity>list(
                        OF_ACCOUNT + " order by issuedAt, attempt", account.source(), account.userId())
                .chain(rows -> changes(account)
                        .map(changes -> rows.stream()
                                .map(row -> row.certificate(changes.getOrDefault(row.reference, Set.of())))
                                .toList()));
    }

    private static Uni<Map<String, Set<Certificate.Change>>> changes(LmsAccount account) {
        return CertificateChangeEntity.<CertificateChangeEntity>list(OF_ACCOUNT, account.source(), account.userId())
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.reference,
                                Collectors.mapping(
                                        row -> Certificate.Change.valueOf(row.change), Collectors.toSet()))));
    }
}
