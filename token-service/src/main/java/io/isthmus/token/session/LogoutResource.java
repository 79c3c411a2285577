package io.isthmus.token.session;

import io.isthmus.token.http.Cookies;
import io.isthmus.token.http.PageResponses;
import io.isthmus.token.http.People;
import io.isthmus.token.http.Problem;
import io.isthmus.token.http.RemoteAddress;
import io.isthmus.token.page.Pages;
import io.isthmus.token.secret.FormSeal;
import io.isthmus.token.wire.TokenParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
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

/** Where people leave: first Isthmus, then the LMS. */
@Path("/sso/logout")
@Tag(name = "people")
@Produces({MediaType.TEXT_HTML, Problem.MEDIA_TYPE})
public class LogoutResource {

    private static final String FORM = "logout";
    private static final String HERE = "/sso/logout";

    private final Logouts logouts;
    private final Sessions sessions;
    private final People people;
    private final Pages pages;
    private final Cookies cookies;
    private final FormSeal seals;
    private final Duration quiet;

    @Inject
    public LogoutResource(
            Logouts logouts,
            Sessions sessions,
            People people,
            Pages pages,
            Cookies cookies,
            FormSeal seals,
            SessionConfig config) {
        this.logouts = logouts;
        this.sessions = sessions;
        this.people = people;
        this.pages = pages;
        this.cookies = cookies;
        this.seals = seals;
        this.quiet = config.quiet();
    }

    @GET
    @Operation(operationId = "askLogout", summary = "Asks whether to log out; a client's token answers for the person")
    public Uni<Response> ask(@Context HttpHeaders headers) {
        Optional<String> key = cookies.read(headers, Cookies.SESSION);
        return people.guarded(
                headers,
                () -> sessions.find(key).flatMap(session -> {
                    if (session.isEmpty()) {
                        return loggedOut(headers);
                    }
                    return logouts.isWished(cookies.read(headers, Cookies.LOGOUT), session.get())
                            .flatMap(wished ->
                                    wished ? end(headers, key.orElseThrow()) : question(headers, key.orElseThrow()));
                }));
    }

    @HEAD
    @Operation(hidden = true)
    public Response look() {
        return Response.ok().build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(operationId = "logout", summary = "Logs out: the person by this form, or a client with their token")
    public Uni<Response> logout(
            @Context HttpHeaders headers,
            @Context HttpServerRequest request,
            @RestForm @Nullable String seal,
            @RestForm @Nullable String token,
            @RestForm @Nullable String data,
            @RestForm @Nullable String sig) {
        var parameters = new TokenParameters(token, data, sig, null, null, null);
        return people.guarded(headers, () -> {
            if (parameters.presented().isPresent()) {
                return logouts.wish(parameters.presented().get(), RemoteAddress.of(request))
                        .map(LogoutResource.this::waiting);
            }
            Optional<String> key = cookies.read(headers, Cookies.SESSION);
            boolean meant = key.isPresent() && seals.holds(seal, FORM, key.get());
            return meant ? end(headers, key.get()) : Uni.createFrom().item(PageResponses.seeOther(HERE));
        });
    }

    /** A refused token changes nothing: the person is asked. */
    private Response waiting(Logouts.Wish wish) {
        return wish instanceof Logouts.Wish.Waiting waiting
                ? PageResponses.seeOther(HERE, cookies.create(Cookies.LOGOUT, waiting.key(), Logouts.WAIT))
                : PageResponses.seeOther(HERE);
    }

    private Uni<Response> end(HttpHeaders headers, String key) {
        NewCookie[] without = {
            cookies.remove(Cookies.SESSION),
            cookies.remove(Cookies.LOGIN),
            cookies.remove(Cookies.LOGOUT),
            cookies.create(Cookies.LEFT, "1", quiet)
        };
        return logouts.end(key)
                .flatMap(next -> next.map(url -> Uni.createFrom().item(PageResponses.seeOther(url.toString(), without)))
                        .orElseGet(() -> loggedOut(headers)
                                .map(page -> Response.fromResponse(page)
                                        .cookie(without)
                                        .build())));
    }

    private Uni<Response> question(HttpHeaders headers, String key) {
        return pages.logout(people.language(headers), seals.seal(FORM, key)).map(html -> PageResponses.page(200, html));
    }

    private Uni<Response> loggedOut(HttpHeaders headers) {
        return pages.loggedOut(people.language(headers), logouts.lmsLogout())
                .map(html -> PageResponses.page(200, html));
    }
}
