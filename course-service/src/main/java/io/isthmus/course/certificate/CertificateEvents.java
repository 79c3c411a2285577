package io.isthmus.course.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.course.cache.EventKeeper;
import io.isthmus.course.event.CloudEvent;
import io.isthmus.course.event.MalformedEventException;
import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.SourceException;
import io.isthmus.course.source.Sources;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that no web service lists, such as those of tool_certificate and of Totara's recertification: what the
 * event says goes into the archive. Of mod_customcert and of badges an event is a trigger only. Revocations and
 * expiries are noted whatever they are about.
 */
@Singleton
class CertificateEvents implements EventKeeper {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LMS_TIMEOUT = Duration.ofSeconds(5);

    private final CertificateArchive archive;
    private final CertificatePort port;
    private final Sources sources;
    private final Clock clock;

    CertificateEvents(CertificateArchive archive, CertificatePort port, Sources sources, Clock clock) {
        this.archive = archive;
        this.port = port;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public boolean keep(CloudEvent event) throws MalformedEventException {
        if (!sources.contains(event.source())) {
            return false;
        }
        return switch (event.type()) {
            case "io.isthmus.certificate.issued.v1", "io.isthmus.certificate.renewed.v1" -> issued(event);
            case "io.isthmus.certificate.revoked.v1" -> changed(event, Certificate.Change.REVOKED);
            case "io.isthmus.certificate.expired.v1" -> changed(event, Certificate.Change.EXPIRED);
            default -> false;
        };
    }

    private boolean changed(CloudEvent event, Certificate.Change change) throws MalformedEventException {
        var account = new LmsAccount(event.source(), event.text("lmsUserId"));
        String reference = event.text("certificateId");
        await(() -> archive.note(account, reference, change, clock.instant()));
        return true;
    }

    private boolean issued(CloudEvent event) throws MalformedEventException {
        String kind = Issue.kind(event.text("certificateId"));
        if (kind.equals(Issue.CUSTOMCERT) || kind.equals(Issue.BADGE)) {
            return false;
        }
        var account = new LmsAccount(event.source(), event.text("lmsUserId"));
        Issue issue = issue(event, kind);
        var course = new CourseId(event.source(), event.text("courseId"));
        await(() -> add(account, issue, course, event));
        return true;
    }

    private Uni<Void> add(LmsAccount account, Issue issue, CourseId course, CloudEvent event) {
        Instant begun = clock.instant();
        return courseName(course).chain(name -> {
            var activity = new Activity(course, name, target(event, course));
            return archive.add(
                    account,
                    begun,
                    known -> Attempts.added(
                            account, known, List.of(issue), Map.of(issue.activityId(), activity), clock.instant()));
        });
    }

    /** The name is for people to read; that the LMS is away keeps no certificate out. */
    private Uni<String> courseName(CourseId course) {
        return port.courseName(course)
                .ifNoItem()
                .after(LMS_TIMEOUT)
                .recoverWithItem("")
                .onFailure(SourceException.class)
                .recoverWithItem("");
    }

    private Issue issue(CloudEvent event, String kind) throws MalformedEventException {
        Instant issuedAt = date(event.data().path("issuedAt"));
        return new Issue(
                event.text("certificateId"),
                kind + ":course:" + event.text("courseId"),
                "",
                event.data().path("code").asText(),
                issuedAt == null ? clock.instant() : issuedAt,
                date(event.data().path("expiresAt")));
    }

    private static String target(CloudEvent event, CourseId course) {
        String url = event.data().path("url").asText("");
        return url.startsWith("https://") || url.startsWith("http://") ? url : "/course/view.php?id=" + course.id();
    }

    private static @Nullable Instant date(JsonNode value) throws MalformedEventException {
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value.asText()).toInstant();
        } catch (DateTimeException e) {
            throw MalformedEventException.because("a date that is none");
        }
    }

    /** Database sessions need a context of Vert.x. */
    private static void await(Supplier<Uni<Void>> work) {
        try {
            VertxContextSupport.subscribeAndAwait(
                    () -> work.get().ifNoItem().after(TIMEOUT).fail());
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
