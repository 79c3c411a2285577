package io.isthmus.testbed.portal.learning;

import io.isthmus.testbed.portal.IsthmusSettings;
import io.isthmus.testbed.portal.learning.Calls.Answer;
import io.isthmus.testbed.portal.learning.Outcome.Found;
import io.isthmus.testbed.portal.learning.Outcome.Missing;
import io.isthmus.testbed.portal.learning.Outcome.Unavailable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks course-service, with the portal's own access token. */
public final class CourseService {

    /** A page of courses; none if the answer leaves them out. @param total of all pages */
    public record Catalogue(List<Course> items, int total, boolean stale) {
        public Catalogue {
            items = items == null ? List.of() : List.copyOf(items);
        }
    }

    private final IsthmusSettings settings;
    private final Calls calls;
    private final AccessTokens tokens;

    public CourseService(IsthmusSettings settings, Calls calls, AccessTokens tokens) {
        this.settings = settings;
        this.calls = calls;
        this.tokens = tokens;
    }

    /** @param query words to look for; empty = all */
    public Outcome<Catalogue> catalogue(String query, int limit) {
        String search = query.isBlank() ? "" : "&query=" + encode(query.strip());
        return Calls.json(get("/v1/courses?limit=" + limit + search), Catalogue.class);
    }

    public Outcome<Course> course(String id) {
        return Calls.json(get("/v1/courses/" + encode(id)), Course.class);
    }

    public Outcome<Dashboard> dashboard(int uid) {
        return Calls.json(get("/v1/users/" + uid + "/dashboard"), Dashboard.class);
    }

    /** Only for the person whose certificate it is: it is looked for among theirs first. */
    public Outcome<byte[]> certificatePdf(int uid, String id) {
        Outcome<Dashboard> dashboard = dashboard(uid);
        if (!(dashboard instanceof Found<Dashboard> found)) {
            return new Unavailable<>();
        }
        if (found.value().certificate(id).isEmpty()) {
            return new Missing<>();
        }
        Outcome<Answer> answer = get("/v1/certificates/" + encode(id) + "/pdf");
        if (answer instanceof Found<Answer> pdf && pdf.value().status() == 200) {
            return new Found<>(pdf.value().body());
        }
        return new Unavailable<>();
    }

    private Outcome<Answer> get(String path) {
        Outcome<Answer> first = getOnce(path);
        return first instanceof Found<Answer> found && found.value().status() == 401 ? getOnce(path) : first;
    }

    private Outcome<Answer> getOnce(String path) {
        if (!(tokens.get() instanceof Found<String> token)) {
            return new Unavailable<>();
        }
        Outcome<Answer> answer = calls.send(Calls.to(settings.courseService(), path)
                .header("Authorization", "Bearer " + token.value())
                .build());
        if (answer instanceof Found<Answer> found && found.value().status() == 401) {
            tokens.forget(token.value());
        }
        return answer;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
