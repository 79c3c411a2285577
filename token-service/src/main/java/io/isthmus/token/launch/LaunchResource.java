package io.isthmus.token.launch;

import io.isthmus.token.account.LoginConfig;
import io.isthmus.token.http.Cookies;
import io.isthmus.token.http.PageResponses;
import io.isthmus.token.http.People;
import io.isthmus.token.http.Problem;
import io.isthmus.token.launch.LaunchFlow.Launch;
import io.isthmus.token.page.Pages;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Where people come from the LMS or a bookmark, and are let in if the CMS knows them. */
@Path(LaunchResource.HERE)
@Tag(name = "people")
@Produces({MediaType.TEXT_HTML, Problem.MEDIA_TYPE})
public class LaunchResource {

    static final String HERE = "/sso/launch";

    private static final Duration LOOP = Duration.ofMinutes(1);
    private static final String TWICE = "2";

    private final LaunchFlow flow;
    private final People people;
    private final Pages pages;
    private final Cookies cookies;
    private final Duration pending;

    @Inject
    public LaunchResource(LaunchFlow flow, People people, Pages pages, Cookies cookies, LoginConfig config) {
        this.flow = flow;
        this.people = people;
        this.pages = pages;
        this.cookies = cookies;
        this.pending = config.pending();
    }

    /**
     * @param target a path at the LMS
     * @param again whether the person said so after a logout or in a loop
     */
    @GET
    @Operation(operationId = "launch", summary = "Logs a person in by the session they have at the CMS")
    public Uni<Response> launch(
            @Context HttpHeaders headers, @RestQuery @Nullable String target, @RestQuery @Nullable String again) {
        boolean asked = "1".equals(again);
        return people.guarded(headers, () -> {
            if (!asked && cookies.read(headers, Cookies.LEFT).isPresent()) {
                return page(200, pages.justLeft(people.language(headers), here(target) + "&again=1"));
            }
            return flow.launch(Optional.ofNullable(target), Cookies.others(headers))
                    .flatMap(launch -> answer(headers, launch, target, asked));
        });
    }

    @HEAD
    @Operation(hidden = true)
    public Response look() {
        return Response.ok().build();
    }

    private Uni<Response> answer(HttpHeaders headers, Launch launch, @Nullable String target, boolean asked) {
        if (launch instanceof Launch.Started started) {
            return Uni.createFrom()
                    .item(PageResponses.seeOther(
                            "/sso/continue",
                            cookies.create(Cookies.LOGIN, started.key(), pending),
                            cookies.remove(Cookies.BOUNCES),
                            cookies.remove(Cookies.LEFT)));
        }
        if (launch instanceof Launch.Refused refused) {
            return people.page(
                    headers,
                    401,
                    language -> pages.refused(language, refused.reference()),
                    Problem.tokenRefused(refused.reference()));
        }
        if (launch instanceof Launch.NotOffered) {
            return people.page(headers, 404, pages::notOffered, Problem.of(404, "There is nothing here."));
        }
        return toTheCms(headers, target, asked);
    }

    /** A CMS that sends people back without a session sends them in circles; the third time they are told. */
    private Uni<Response> toTheCms(HttpHeaders headers, @Nullable String target, boolean asked) {
        Optional<String> bounces = asked ? Optional.empty() : cookies.read(headers, Cookies.BOUNCES);
        if (bounces.filter(TWICE::equals).isPresent()) {
            return page(200, pages.launchLoop(people.language(headers), here(target) + "&again=1"));
        }
        String destination = URLEncoder.encode(here(target), StandardCharsets.UTF_8);
        return Uni.createFrom()
                .item(PageResponses.seeOther(
                        flow.cmsLogin(destination),
                        cookies.create(Cookies.BOUNCES, bounces.isPresent() ? TWICE : "1", LOOP),
                        cookies.remove(Cookies.LEFT)));
    }

    private static String here(@Nullable String target) {
        String encoded = URLEncoder.encode(target == null ? "/" : target, StandardCharsets.UTF_8);
        return HERE + "?target=" + encoded;
    }

    private static Uni<Response> page(int status, Uni<String> html) {
        return html.map(text -> PageResponses.page(status, text));
    }
}
