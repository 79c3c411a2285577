package io.isthmus.token.login;

import io.isthmus.token.http.Cookies;
import io.isthmus.token.http.PageResponses;
import io.isthmus.token.http.People;
import io.isthmus.token.http.Problem;
import io.isthmus.token.page.Pages;
import io.isthmus.token.secret.FormSeal;
import io.isthmus.token.session.SessionConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** Where people go on from their token: as often as they like, since the token is used up already. */
@Path("/sso/continue")
@Tag(name = "people")
@Produces({MediaType.TEXT_HTML, Problem.MEDIA_TYPE})
public class ContinueResource {

    private static final String FORM = "continue";
    private static final String HERE = "/sso/continue";

    private final LoginFlow flow;
    private final CmsVisitors visitors;
    private final People people;
    private final Pages pages;
    private final Cookies cookies;
    private final FormSeal seals;
    private final Duration session;

    @Inject
    public ContinueResource(
            LoginFlow flow,
            CmsVisitors visitors,
            People people,
            Pages pages,
            Cookies cookies,
            FormSeal seals,
            SessionConfig config) {
        this.flow = flow;
        this.visitors = visitors;
        this.people = people;
        this.pages = pages;
        this.cookies = cookies;
        this.seals = seals;
        this.session = config.ttl();
    }

    @GET
    @Operation(operationId = "continueLogin", summary = "Goes on with a login that has begun")
    public Uni<Response> goOn(@Context HttpHeaders headers) {
        Optional<String> key = cookies.read(headers, Cookies.LOGIN);
        return people.guarded(
                headers,
                () -> flow.proceed(key, cookies.read(headers, Cookies.SESSION), Cookies.others(headers))
                        .flatMap(step -> answer(headers, key.orElse(""), step)));
    }

    @HEAD
    @Operation(hidden = true)
    public Response look() {
        return Response.ok().build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(operationId = "decideLogin", summary = "Answers a question that the login asked")
    public Uni<Response> decide(
            @Context HttpHeaders headers, @RestForm @Nullable String action, @RestForm @Nullable String seal) {
        String key = cookies.read(headers, Cookies.LOGIN).orElse("");
        return people.guarded(headers, () -> {
            if (key.isEmpty() || !seals.holds(seal, FORM, key)) {
                return gone(headers);
            }
            if ("again".equals(action)) {
                return flow.tryAgain(key).map(done -> PageResponses.seeOther(HERE));
            }
            if ("stay".equals(action)) {
                return flow.abandon(key)
                        .map(lms -> PageResponses.seeOther(lms.toString(), cookies.remove(Cookies.LOGIN)));
            }
            NewCookie without = cookies.remove(Cookies.SESSION);
            return "switch".equals(action)
                    ? flow.switchPerson(key, cookies.read(headers, Cookies.SESSION))
                            .map(done -> PageResponses.seeOther(HERE, without))
                    : Uni.createFrom().item(PageResponses.seeOther(HERE));
        });
    }

    private Uni<Response> answer(HttpHeaders headers, String key, LoginStep step) {
        if (step instanceof LoginStep.Enter enter) {
            NewCookie[] cookie = enter.sessionKey()
                    .map(opened -> new NewCookie[] {cookies.create(Cookies.SESSION, opened, session)})
                    .orElseGet(() -> new NewCookie[0]);
            return Uni.createFrom().item(PageResponses.seeOther(enter.url().toString(), cookie));
        }
        if (step instanceof LoginStep.OtherPerson other) {
            return page(
                    200,
                    pages.otherPerson(people.language(headers), other.current(), other.next(), seals.seal(FORM, key)));
        }
        if (step instanceof LoginStep.Looping) {
            return page(200, pages.looping(people.language(headers), seals.seal(FORM, key)));
        }
        if (step instanceof LoginStep.Preparing) {
            return page(200, pages.preparing(people.language(headers)));
        }
        if (step instanceof LoginStep.TooLong late) {
            return page(503, pages.tooLong(people.language(headers), late.loginId()));
        }
        if (step instanceof LoginStep.Refused refused) {
            return people.page(
                    headers,
                    401,
                    language -> pages.refused(language, refused.reference()),
                    Problem.tokenRefused(refused.reference()));
        }
        return gone(headers);
    }

    private Uni<Response> gone(HttpHeaders headers) {
        return people.page(
                headers,
                410,
                language -> pages.gone(language, visitors.entrance()),
                Problem.of(410, "This login is over, or never was."));
    }

    private static Uni<Response> page(int status, Uni<String> html) {
        return html.map(text -> PageResponses.page(status, text));
    }
}
