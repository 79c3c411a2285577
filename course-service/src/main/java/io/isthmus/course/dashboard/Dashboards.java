package io.isthmus.course.dashboard;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.course.access.Subject;
import io.isthmus.course.cache.JsonPiece;
import io.isthmus.course.certificate.Certificates;
import io.isthmus.course.enrolment.Enrolments;
import io.isthmus.course.http.Timing;
import io.isthmus.course.link.Links;
import io.isthmus.course.source.Part;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts together what is known of a person; what is missing is part of the answer. */
@Singleton
class Dashboards {

    private static final String COURSES = "courses";
    private static final String CERTIFICATES = "certificates";

    private final Links links;
    private final Enrolments enrolments;
    private final Certificates certificates;
    private final ObjectMapper json;
    private final Clock clock;

    Dashboards(Links links, Enrolments enrolments, Certificates certificates, ObjectMapper json, Clock clock) {
        this.links = links;
        this.enrolments = enrolments;
        this.certificates = certificates;
        this.json = json;
        this.clock = clock;
    }

    /** @return fails with {@link io.isthmus.course.source.SourceException} if nothing at all is known */
    Uni<Told> dashboard(Subject person, Timing timing) {
        return accounts(person, timing)
                .chain(accounts -> Uni.combine()
                        .all()
                        .unis(all(accounts, enrolments::of), all(accounts, certificates::of))
                        .with((courses, certified) -> document(person, accounts)
                                .with(COURSES, courses)
                                .with(CERTIFICATES, certified)
                                .told()));
    }

    /** @return the dashboard where all of it is known without asking anybody; else empty */
    Optional<Told> known(Subject person) {
        return links.known(person)
                .flatMap(accounts -> known(accounts, enrolments::known)
                        .flatMap(courses -> known(accounts, certificates::known)
                                .map(certified -> document(person, accounts)
                                        .with(COURSES, courses)
                                        .with(CERTIFICATES, certified)
                                        .told())));
    }

    private static Optional<List<Part<JsonPiece>>> known(
            List<Subject.Account> accounts, Function<Subject.Account, Optional<Part<JsonPiece>>> part) {
        var parts = new ArrayList<Part<JsonPiece>>(accounts.size());
        for (Subject.Account account : accounts) {
            Optional<Part<JsonPiece>> one = part.apply(account);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            parts.add(one.get());
        }
        return Optional.of(parts);
    }

    /** @return fails as the dashboard does */
    Uni<Told> courses(Subject person, Timing timing) {
        return accounts(person, timing)
                .chain(accounts -> all(accounts, enrolments::of)
                        .map(courses -> document(person, accounts)
                                .with(COURSES, courses)
                                .told()));
    }

    /** @return fails as the dashboard does */
    Uni<Told> certificates(Subject person, Timing timing) {
        return accounts(person, timing)
                .chain(accounts -> all(accounts, certificates::of)
                        .map(certified -> document(person, accounts)
                                .with(CERTIFICATES, certified)
                                .told()));
    }

    private Uni<List<Subject.Account>> accounts(Subject person, Timing timing) {
        return links.accounts(person).invoke(() -> timing.lap("links"));
    }

    private Document document(Subject person, List<Subject.Account> accounts) {
        return new Document(json, new User(person.source(), person.cmsUid(), !accounts.isEmpty()), clock.instant());
    }

    /** Asks all LMSs at the same time. */
    private static Uni<List<Part<JsonPiece>>> all(
            List<Subject.Account> accounts, Function<Subject.Account, Uni<Part<JsonPiece>>> part) {
        if (accounts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Uni.join().all(accounts.stream().map(part).toList()).andFailFast();
    }
}
