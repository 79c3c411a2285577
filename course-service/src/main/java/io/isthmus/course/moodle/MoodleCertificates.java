package io.isthmus.course.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.course.certificate.Activity;
import io.isthmus.course.certificate.CertificatePort;
import io.isthmus.course.certificate.Issue;
import io.isthmus.course.certificate.IssuePage;
import io.isthmus.course.certificate.Issues;
import io.isthmus.course.certificate.Pdf;
import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.isthmus.moodle.MoodleException;
import io.isthmus.moodle.MoodleFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** mod_customcert, where an instance is the activity and an issue the attempt, and Moodle's own badges. */
@Singleton
class MoodleCertificates implements CertificatePort {

    /** What mod_customcert_list_issues gives when not told, newest first. */
    private static final int PAGE = 100;

    /** And at most. */
    private static final int LARGE_PAGE = 500;

    private static final String LIST_ISSUES = "mod_customcert_list_issues";
    private static final String PDF = "/mod/customcert/mobile/pluginfile.php";

    private final MoodleSites sites;

    MoodleCertificates(MoodleSites sites) {
        this.sites = sites;
    }

    /** One that fails does not keep the other back. */
    @Override
    public Uni<Issues> issues(LmsAccount account) {
        MoodleSite moodle = sites.of(account.source());
        return Uni.combine()
                .all()
                .unis(
                        told(moodle, Issue.CUSTOMCERT, () -> customcert(moodle, account)),
                        told(moodle, Issue.BADGE, () -> badges(moodle, account)))
                .with(Issues::plus);
    }

    private static Uni<Issues> told(MoodleSite moodle, String kind, Supplier<Uni<Issues>> question) {
        if (!moodle.certificates().contains(kind)) {
            return Uni.createFrom().item(Issues.of(List.of()));
        }
        return question.get()
                .onFailure(SourceException.class)
                .recoverWithItem(failure -> Issues.missing((SourceException) failure));
    }

    private static Uni<Issues> customcert(MoodleSite moodle, LmsAccount account) {
        return moodle.call(LIST_ISSUES, Map.of("userid", account.userId()))
                .chain(first -> first.size() < PAGE
                        ? Uni.createFrom().item(issues(first))
                        : more(moodle, account, new ArrayList<>(issues(first))))
                .map(Issues::of);
    }

    /** Older versions of the plugin know neither limit nor offset, so they are sent only where they are needed. */
    private static Uni<List<Issue>> more(MoodleSite moodle, LmsAccount account, List<Issue> before) {
        return moodle.call(LIST_ISSUES, Map.of("userid", account.userId(), "limit", PAGE, "offset", before.size()))
                .chain(page -> {
                    before.addAll(issues(page));
                    return page.size() < PAGE
                            ? Uni.createFrom().item(List.copyOf(before))
                            : more(moodle, account, before);
                });
    }

    @Override
    public Uni<IssuePage> issuedSince(String source, Instant from, int offset) {
        if (!sites.of(source).certificates().contains(Issue.CUSTOMCERT)) {
            return Uni.createFrom().item(new IssuePage(Map.of(), 0, true));
        }
        return sites.of(source)
                .call(
                        LIST_ISSUES,
                        Map.of("timecreatedfrom", from.getEpochSecond(), "limit", LARGE_PAGE, "offset", offset))
                .map(answer -> page(answer, source));
    }

    static IssuePage page(JsonNode answer, String source) {
        Map<LmsAccount, List<Issue>> byAccount = Json.items(answer).stream()
                .collect(Collectors.groupingBy(
                        item -> new LmsAccount(
                                source, item.path("user").path("id").asText()),
                        Collectors.mapping(MoodleCertificates::issue, Collectors.toList())));
        return new IssuePage(byAccount, answer.size(), answer.size() < LARGE_PAGE);
    }

    static List<Issue> issues(JsonNode answer) {
        return Json.items(answer).stream().map(MoodleCertificates::issue).toList();
    }

    /** customcert tells no expiry. */
    private static Issue issue(JsonNode item) {
        JsonNode issue = item.path("issue");
        return new Issue(
                Issue.CUSTOMCERT + ":" + issue.path("id").asText(),
                Issue.CUSTOMCERT + ":" + issue.path("customcertid").asText(),
                item.path("template").path("name").asText(),
                issue.path("code").asText(),
                Instant.ofEpochSecond(issue.path("timecreated").asLong()),
                null);
    }

    private static Uni<Issues> badges(MoodleSite moodle, LmsAccount account) {
        return moodle.call("core_badges_get_user_badges", Map.of("userid", account.userId()))
                .map(answer -> badges(answer, account.source()));
    }

    /** The hash names the award; everybody who has it may see the badge. Only newer versions tell the course. */
    static Issues badges(JsonNode answer, String source) {
        var issues = new ArrayList<Issue>();
        var activities = Json.items(answer.path("badges")).stream()
                .collect(Collectors.toMap(
                        badge -> Issue.BADGE + ":" + badge.path("id").asText(),
                        badge -> badgeActivity(badge, source),
                        (one, other) -> one));
        for (JsonNode badge : Json.items(answer.path("badges"))) {
            issues.add(new Issue(
                    Issue.BADGE + ":" + badge.path("uniquehash").asText(),
                    Issue.BADGE + ":" + badge.path("id").asText(),
                    badge.path("name").asText(),
                    badge.path("uniquehash").asText(),
                    Instant.ofEpochSecond(badge.path("dateissued").asLong()),
                    Json.date(badge.path("dateexpire"))));
        }
        return new Issues(issues, activities, Optional.empty());
    }

    private static Activity badgeActivity(JsonNode badge, String source) {
        String course = badge.path("courseid").asText("0");
        return new Activity(
                course.isEmpty() || course.equals("0") ? null : new CourseId(source, course),
                badge.path("coursefullname").asText(),
                LmsPages.badge(badge.path("uniquehash").asText()));
    }

    @Override
    public Uni<Activity> activity(String source, String activityId) {
        return sites.of(source)
                .call(
                        "core_course_get_course_module_by_instance",
                        Map.of("module", Issue.CUSTOMCERT, "instance", instance(activityId)))
                .chain(answer -> {
                    var course = new CourseId(
                            source, answer.path("cm").path("course").asText());
                    String module = answer.path("cm").path("id").asText();
                    return courseName(course).map(name -> new Activity(course, name, LmsPages.customcert(module)));
                });
    }

    @Override
    public Uni<String> courseName(CourseId course) {
        return sites.of(course.source())
                .call("core_course_get_courses_by_field", Map.of("field", "id", "value", course.id()))
                .map(answer -> Json.items(answer.path("courses")).stream()
                        .findFirst()
                        .map(found -> found.path("fullname").asText())
                        .orElseThrow(() -> new SourceException(course.source(), Reason.REFUSED)));
    }

    private static String instance(String activityId) {
        return activityId.substring(activityId.indexOf(':') + 1);
    }

    /** customcert's own script: with the token in its query, see {@link io.isthmus.moodle.MoodleClient#download}. */
    @Override
    public Uni<Pdf> pdf(LmsAccount account, String activityId) {
        MoodleSite moodle = sites.of(account.source());
        return moodle.download(PDF, Map.of("certificateid", instance(activityId), "userid", account.userId()))
                .map(file -> pdf(file, account.source(), moodle.maxPdfBytes()));
    }

    static Pdf pdf(MoodleFile file, String source, int maxBytes) {
        if (!file.contentType().equals("application/pdf") || file.length() > maxBytes) {
            file.content().subscribe().with(ignored -> {}).cancel();
            throw new SourceException(source, Reason.REFUSED);
        }
        String name = file.filename() == null ? "certificate.pdf" : file.filename();
        return new Pdf(name, file.length(), limited(file.content(), source, maxBytes));
    }

    private static Multi<Buffer> limited(Multi<Buffer> content, String source, int maxBytes) {
        var received = new AtomicLong();
        return content.onFailure(MoodleException.class)
                .transform(failure -> new SourceException(source, Reason.UNAVAILABLE))
                .invoke(part -> {
                    if (received.addAndGet(part.length()) > maxBytes) {
                        throw new SourceException(source, Reason.REFUSED);
                    }
                });
    }

    @Override
    public String url(String source, String target) {
        return target.startsWith("/") ? sites.of(source).pages().url(target) : target;
    }
}
