package io.isthmus.course.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.course.certificate.Activity;
import io.isthmus.course.certificate.CertificatePort;
import io.isthmus.course.certificate.Issue;
import io.isthmus.course.certificate.Pdf;
import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.isthmus.moodle.MoodleException;
import io.isthmus.moodle.MoodleFile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** mod_customcert. An instance of it is the activity, an issue the attempt. */
@Singleton
class MoodleCertificates implements CertificatePort {

    /** What mod_customcert_list_issues gives when not told, newest first. */
    private static final int PAGE = 100;

    private static final String PDF = "/mod/customcert/mobile/pluginfile.php";

    private final MoodleSites sites;

    MoodleCertificates(MoodleSites sites) {
        this.sites = sites;
    }

    @Override
    public Uni<List<Issue>> issues(LmsAccount account) {
        return sites.of(account.source())
                .call("mod_customcert_list_issues", Map.of("userid", account.userId()))
                .chain(first -> first.size() < PAGE
                        ? Uni.createFrom().item(issues(first))
                        : more(account, new ArrayList<>(issues(first))));
    }

    /** Older versions of the plugin know neither limit nor offset, so they are sent only where they are needed. */
    private Uni<List<Issue>> more(LmsAccount account, List<Issue> before) {
        return sites.of(account.source())
                .call(
                        "mod_customcert_list_issues",
                        Map.of("userid", account.userId(), "limit", PAGE, "offset", before.size()))
                .chain(page -> {
                    before.addAll(issues(page));
                    return page.size() < PAGE ? Uni.createFrom().item(List.copyOf(before)) : more(account, before);
                });
    }

    static List<Issue> issues(JsonNode answer) {
        return Json.items(answer).stream().map(MoodleCertificates::issue).toList();
    }

    /** customcert tells no expiry. */
    private static Issue issue(JsonNode item) {
        JsonNode issue = item.path("issue");
        return new Issue(
                "customcert:" + issue.path("id").asText(),
                "customcert:" + issue.path("customcertid").asText(),
                item.path("template").path("name").asText(),
                issue.path("code").asText(),
                Instant.ofEpochSecond(issue.path("timecreated").asLong()),
                null);
    }

    @Override
    public Uni<Activity> activity(String source, String activityId) {
        return sites.of(source)
                .call(
                        "core_course_get_course_module_by_instance",
                        Map.of("module", "customcert", "instance", instance(activityId)))
                .chain(answer -> {
                    String course = answer.path("cm").path("course").asText();
                    String module = answer.path("cm").path("id").asText();
                    return courseName(source, course)
                            .map(name -> new Activity(new CourseId(source, course), name, LmsPages.customcert(module)));
                });
    }

    private Uni<String> courseName(String source, String id) {
        return sites.of(source)
                .call("core_course_get_courses_by_field", Map.of("field", "id", "value", id))
                .map(answer -> Json.items(answer.path("courses")).stream()
                        .findFirst()
                        .map(course -> course.path("fullname").asText())
                        .orElseThrow(() -> new SourceException(source, Reason.REFUSED)));
    }

    private static String instance(String activityId) {
        return activityId.substring(activityId.indexOf(':') + 1);
    }

    /** customcert's own script: with the token in its query, see {@link io.isthmus.moodle.MoodleClient#download}. */
    @Override
    public Uni<Pdf> pdf(LmsAccount account, String activityId) {
        return sites.of(account.source())
                .download(PDF, Map.of("certificateid", instance(activityId), "userid", account.userId()))
                .map(file -> pdf(file, account.source()));
    }

    private static Pdf pdf(MoodleFile file, String source) {
        if (!file.contentType().equals("application/pdf")) {
            file.content().subscribe().with(ignored -> {}).cancel();
            throw new SourceException(source, Reason.REFUSED);
        }
        String name = file.filename() == null ? "certificate.pdf" : file.filename();
        return new Pdf(
                name,
                file.content()
                        .onFailure(MoodleException.class)
                        .transform(failure -> new SourceException(source, Reason.UNAVAILABLE)));
    }

    @Override
    public String url(String source, String target) {
        return sites.of(source).pages().url(target);
    }
}
