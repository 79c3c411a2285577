package io.isthmus.course.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.course.catalog.CatalogPort;
import io.isthmus.course.catalog.Category;
import io.isthmus.course.catalog.Course;
import io.isthmus.course.catalog.Courses;
import io.isthmus.course.source.CourseId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** core_course_get_courses_by_field without a field, which is all courses, and core_course_get_categories. */
@Singleton
class MoodleCatalog implements CatalogPort {

    private static final int SITE_CATEGORY = 0;

    private final MoodleSites sites;

    MoodleCatalog(MoodleSites sites) {
        this.sites = sites;
    }

    @Override
    public Uni<Courses> courses(String source) {
        MoodleSite moodle = sites.of(source);
        return Uni.combine()
                .all()
                .unis(
                        moodle.call("core_course_get_courses_by_field", Map.of()),
                        moodle.call("core_course_get_categories", Map.of()))
                .with((courses, categories) -> courses(courses, categories, source, moodle.pages()));
    }

    /** The site itself is a course too, outside all categories. */
    static Courses courses(JsonNode courses, JsonNode categories, String source, LmsPages pages) {
        Map<String, Category> byId = categories(categories, source);
        List<Course> all = Json.items(courses.path("courses")).stream()
                .filter(course -> course.path("categoryid").asInt() != SITE_CATEGORY)
                .map(course -> course(course, byId, source, pages))
                .toList();
        List<Category> inOrder = Json.items(categories).stream()
                .flatMap(category ->
                        Optional.ofNullable(byId.get(category.path("id").asText())).stream())
                .toList();
        return new Courses(all, inOrder);
    }

    private static Course course(JsonNode course, Map<String, Category> categories, String source, LmsPages pages) {
        String id = course.path("id").asText();
        String summary = Html.clean(course.path("summary").asText());
        return new Course(
                new CourseId(source, id),
                course.path("fullname").asText(),
                course.path("shortname").asText(),
                course.path("idnumber").asText(),
                Json.flag(course.path("visible"), true),
                categories.get(course.path("categoryid").asText()),
                summary,
                Html.text(summary),
                course.path("lang").asText(),
                image(course.path("courseimage").asText()),
                Json.date(course.path("startdate")),
                Json.date(course.path("enddate")),
                pages.url(LmsPages.course(id)),
                pages.launchUrl(LmsPages.course(id)),
                LmsPages.course(id));
    }

    /** Files of the web services need the token in their address, and a picture in the address itself is too long. */
    private static @Nullable String image(String address) {
        return address.startsWith("http") && !address.contains("/webservice/") ? address : null;
    }

    private static Map<String, Category> categories(JsonNode answer, String source) {
        Map<String, JsonNode> byId = Json.items(answer).stream()
                .collect(Collectors.toMap(category -> category.path("id").asText(), Function.identity()));
        return byId.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> category(entry.getValue(), byId, source)));
    }

    /** A path is {@code /2/3}; what the token may not see of it is left out. */
    private static Category category(JsonNode category, Map<String, JsonNode> byId, String source) {
        List<JsonNode> path = Arrays.stream(category.path("path").asText().split("/"))
                .filter(byId::containsKey)
                .map(byId::get)
                .toList();
        return new Category(
                source + ":" + category.path("id").asText(),
                category.path("name").asText(),
                path.stream().map(step -> step.path("name").asText()).toList(),
                path.stream()
                        .map(step -> source + ":" + step.path("id").asText())
                        .toList());
    }
}
