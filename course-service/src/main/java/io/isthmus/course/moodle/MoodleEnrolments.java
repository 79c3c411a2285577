package io.isthmus.course.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.course.enrolment.Enrolment;
import io.isthmus.course.enrolment.EnrolmentPort;
import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** core_enrol_get_users_courses, and core_completion_get_course_completion_status for the date. */
@Singleton
class MoodleEnrolments implements EnrolmentPort {

    /** A token without the right to see completion gets one some day; until then it need not be tried all the time. */
    private static final Duration NOT_ALLOWED = Duration.ofMinutes(10);

    private final MoodleSites sites;
    private final Clock clock;
    private final Map<String, Instant> notAllowedUntil = new ConcurrentHashMap<>();

    MoodleEnrolments(MoodleSites sites, Clock clock) {
        this.sites = sites;
        this.clock = clock;
    }

    /** Without {@code returnusercount=0} Moodle counts the people of each course, which is slow. */
    @Override
    public Uni<List<Enrolment>> enrolments(LmsAccount account) {
        MoodleSite moodle = sites.of(account.source());
        return moodle.call("core_enrol_get_users_courses", Map.of("userid", account.userId(), "returnusercount", false))
                .invoke(answer -> moodle.state().progress(progressTold(answer)))
                .map(answer -> enrolments(answer, account.source()));
    }

    /** @return empty if the answer shows neither */
    static Optional<Boolean> progressTold(JsonNode answer) {
        List<JsonNode> tracked = Json.items(answer).stream()
                .filter(course -> Json.flag(course.path("enablecompletion"), false))
                .toList();
        return tracked.isEmpty()
                ? Optional.empty()
                : Optional.of(tracked.stream()
                        .anyMatch(course -> course.path("progress").isNumber()));
    }

    /** The dates of the criteria that were met; the last one completed the course. */
    @Override
    public Uni<Optional<Instant>> completedAt(LmsAccount account, CourseId course) {
        String source = account.source();
        if (clock.instant().isBefore(notAllowedUntil.getOrDefault(source, Instant.EPOCH))) {
            return Uni.createFrom().failure(new SourceException(source, Reason.CONFIGURATION));
        }
        return sites.of(source)
                .call(
                        "core_completion_get_course_completion_status",
                        Map.of("courseid", course.id(), "userid", account.userId()))
                .onFailure(MoodleEnrolments::isSetup)
                .invoke(() -> notAllowedUntil.put(source, clock.instant().plus(NOT_ALLOWED)))
                .map(MoodleEnrolments::completedAt);
    }

    private static boolean isSetup(Throwable failure) {
        return failure instanceof SourceException lms && lms.reason() == Reason.CONFIGURATION;
    }

    static Optional<Instant> completedAt(JsonNode answer) {
        JsonNode status = answer.path("completionstatus");
        if (!Json.flag(status.path("completed"), false)) {
            return Optional.empty();
        }
        return Json.items(status.path("completions")).stream()
                .flatMap(criterion -> Optional.ofNullable(Json.date(criterion.path("timecompleted"))).stream())
                .max(Instant::compareTo);
    }

    @Override
    public String url(String source, String target) {
        return sites.of(source).pages().url(target);
    }

    @Override
    public String launchUrl(String source, String target) {
        return sites.of(source).pages().launchUrl(target);
    }

    static List<Enrolment> enrolments(JsonNode answer, String source) {
        return Json.items(answer).stream()
                .filter(course -> Json.flag(course.path("visible"), true))
                .map(course -> enrolment(course, source))
                .toList();
    }

    private static Enrolment enrolment(JsonNode course, String source) {
        String id = course.path("id").asText();
        Integer progress = progress(course);
        return new Enrolment(
                new CourseId(source, id),
                course.path("fullname").asText(),
                course.path("shortname").asText(),
                progress,
                completed(course, progress),
                Json.date(course.path("startdate")),
                Json.date(course.path("enddate")),
                Json.date(course.path("lastaccess")),
                LmsPages.course(id));
    }

    /** Null for a course that tracks nothing, and for a token that may not see progress; rounded down, so 100 is 100. */
    private static @Nullable Integer progress(JsonNode course) {
        JsonNode value = course.path("progress");
        if (!value.isNumber() || value.asDouble() < 0 || value.asDouble() > 100) {
            return null;
        }
        return (int) Math.floor(value.asDouble());
    }

    /** {@code completed} is about the course's criteria; a course without any is completed by its activities. */
    private static boolean completed(JsonNode course, @Nullable Integer progress) {
        boolean withoutCriteria = !Json.flag(course.path("completionhascriteria"), true);
        return Json.flag(course.path("completed"), false) || withoutCriteria && progress != null && progress == 100;
    }
}
