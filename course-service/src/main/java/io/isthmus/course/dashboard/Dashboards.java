package io.isthmus.course.dashboard;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.isthmus.course.access.Subject;
import io.isthmus.course.cache.CacheConfig;
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
import java.util.stream.Stream;

/** Puts together what is known of a person; what is missing is part of the answer. */
@Singleton
public class Dashboards {

    private static final String COURSES = "courses";
    private static final String CERTIFICATES = "certificates";

    /** Of the bytes that answers may take, one in so many for what is made of them. */
    private static final int OF_THE_CACHE = 4;

    private static final int OVERHEAD = 500;

    private final Links links;
    private final Enrolments enrolments;
    private final Certificates certificates;
    private final ObjectMapper json;
    private final Clock clock;
    private final Cache<Subject, Made> made;

    Dashboards(
            Links links,
            Enrolments enrolments,
            Certificates certificates,
            ObjectMapper json,
            Clock clock,
            CacheConfig config) {
        this.links = links;
        this.enrolments = enrolments;
        this.certificates = certificates;
        this.json = json;
        this.clock = clock;
        this.made = Caffeine.newBuilder()
                .maximumWeight(config.maxBytes() / OF_THE_CACHE)
                .weigher((Subject person, Made last) -> last.weight())
                .expireAfterWrite(config.fresh())
                .executor(Runnable::run)
                .build();
    }

    /**
     * A dashboard, and of what it was made.
     *
     * @param courses of each account, as are the certificates
     */
    private record Made(
            List<Subject.Account> accounts, List<Part<JsonPiece>> courses, List<Part<JsonPiece>> certified, Told told) {

        /** With the parts: in the cache newer ones may have taken their place. */
        private int weight() {
            return OVERHEAD
                    + told.body().length()
                    + Stream.concat(courses.stream(), certified.stream())
                            .mapToInt(part -> part.value().weight())
                            .sum();
        }

        private boolean isOf(
                List<Subject.Account> wanted, List<Part<JsonPiece>> learned, List<Part<JsonPiece>> achieved) {
            return accounts.equals(wanted) && areSame(courses, learned) && areSame(certified, achieved);
        }

        /** The same objects, not only the same content. */
        private static boolean areSame(List<Part<JsonPiece>> these, List<Part<JsonPiece>> those) {
            for (int i = 0; i < these.size(); i++) {
                if (these.get(i).value() != those.get(i).value()) {
                    return false;
                }
            }
            return true;
        }
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
                                .map(certified -> made(person, accounts, courses, certified))));
    }

    private Told made(
            Subject person,
            List<Subject.Account> accounts,
            List<Part<JsonPiece>> courses,
            List<Part<JsonPiece>> certified) {
        Made last = made.getIfPresent(person);
        if (last != null && last.isOf(accounts, courses, certified)) {
            return last.told();
        }
        Told told = document(person, accounts)
                .with(COURSES, courses)
                .with(CERTIFICATES, certified)
                .told();
        if (!accounts.isEmpty()) {
            made.put(person, new Made(accounts, courses, certified, told));
        }
        return told;
    }

    /** Drops what was made of answers that are to be forgotten. */
    public void forget() {
        made.invalidateAll();
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
