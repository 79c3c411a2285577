package io.isthmus.course.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.course.enrolment.Enrolment;
import io.isthmus.course.enrolment.EnrolmentPort;
import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.LmsAccount;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** core_enrol_get_users_courses. */
@Singleton
class MoodleEnrolments implements EnrolmentPort {

    private final MoodleSites sites;

    MoodleEnrolments(MoodleSites sites) {
        this.sites = sites;
    }

    /** Without {@code returnusercount=0} Moodle counts the people of each course, which is slow. */
    @Override
    public Uni<List<Enrolment>> enrolments(LmsAccount account) {
        MoodleSite moodle = sites.of(account.source());
        return moodle.call("core_enrol_get_users_courses", Map.of("userid", account.userId(), "returnusercount", false))
                .map(answer -> enrolments(answer, account.source(), moodle.pages()));
    }

    static List<Enrolment> enrolments(JsonNode answer, String source, LmsPages pages) {
        return Json.items(answer).stream()
                .filter(course -> Json.flag(course.path("visible"), true))
                .map(course -> enrolment(course, source, pages))
                .toList();
    }

    private static Enrolment enrolment(JsonNode course, String source, LmsPages pages) {
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
                pages.url(LmsPages.course(id)),
                pages.launchUrl(LmsPages.course(id)),
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
