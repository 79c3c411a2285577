package io.isthmus.token.login;

import io.isthmus.token.account.LoginConfig;
import io.isthmus.token.http.Cookies;
import io.isthmus.token.http.PageResponses;
import io.isthmus.token.http.People;
import io.isthmus.token.http.Problem;
import io.isthmus.token.http.RemoteAddress;
import io.isthmus.token.page.Pages;
import io.isthmus.token.verify.Refusal;
import io.isthmus.token.verify.RefusalReason;
import io.isthmus.token.verify.RefusalReport;
import io.isthmus.token.verify.Refusals;
import io.isthmus.token.wire.PresentedToken;
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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Where people hand their token in. */
@Path("/sso/login")
@Tag(name = "people")
@Produces({MediaType.TEXT_HTML, Problem.MEDIA_TYPE})
public class LoginResource {

    private final LoginFlow flow;
    private final Refusals refusals;
    private final People people;
    private final Pages pages;
    private final Cookies cookies;
    private final Duration pending;

    @Inject
    public LoginResource(
            LoginFlow flow, Refusals refusals, People people, Pages pages, Cookies cookies, LoginConfig config) {
        this.flow = flow;
        this.refusals = refusals;
        this.people = people;
        this.pages = pages;
        this.cookies = cookies;
        this.pending = config.pending();
    }

    @GET
    @Operation(operationId = "login", summary = "Logs a person in with a token from a link")
    public Uni<Response> login(@Context HttpHeaders headers, @Context HttpServerRequest request, @Context UriInfo uri) {
        return login(headers, request, Optional.empty(), uri.getQueryParameters());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(operationId = "loginByForm", summary = "Logs a person in with a token that the browser posts")
    public Uni<Response> loginByForm(
            @Context HttpHeaders headers, @Context HttpServerRequest request, MultivaluedMap<String, String> form) {
        return login(headers, request, Optional.empty(), form);
    }

    @GET
    @Path("/{client}")
    @Operation(operationId = "loginOfClient", summary = "The same, for the tokens of one client only")
    public Uni<Response> loginOfClient(
            @Context HttpHeaders headers,
            @Context HttpServerRequest request,
            @Context UriInfo uri,
            @RestPath String client) {
        return login(headers, request, Optional.of(client), uri.getQueryParameters());
    }

    @POST
    @Path("/{client}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(operationId = "loginOfClientByForm", summary = "The same, for the tokens of one client only")
    public Uni<Response> loginOfClientByForm(
            @Context HttpHeaders headers,
            @Context HttpServerRequest request,
            @RestPath String client,
            MultivaluedMap<String, String> form) {
        return login(headers, request, Optional.of(client), form);
    }

    /** Mail scanners and link previews ask like this: nothing is claimed. */
    @HEAD
    @Operation(hidden = true)
    public Response look() {
        return Response.ok().build();
    }

    @HEAD
    @Path("/{client}")
    @Operation(hidden = true)
    public Response lookOfClient() {
        return Response.ok().build();
    }

    private Uni<Response> login(
            HttpHeaders headers,
            HttpServerRequest request,
            Optional<String> clientId,
            MultivaluedMap<String, String> fields) {
        return people.guarded(headers, () -> {
            InetAddress remote = RemoteAddress.of(request);
            Optional<PresentedToken> token = token(fields).presented();
            if (token.isEmpty()) {
                return refused(headers, refusals.report(Refusal.of(RefusalReason.MALFORMED), remote));
            }
            Optional<String> redirect = Optional.ofNullable(fields.getFirst("redirect"));
            return flow.begin(token.get(), clientId, remote, redirect, cookies.read(headers, Cookies.LOGIN))
                    .flatMap(begun -> begun instanceof Begun.Started started
                            ? Uni.createFrom().item(onTheWay(started))
                            : refused(headers, ((Begun.Refused) begun).report()));
        });
    }

    private Response onTheWay(Begun.Started started) {
        return PageResponses.seeOther("/sso/continue", cookies.create(Cookies.LOGIN, started.key(), pending));
    }

    private static TokenParameters token(MultivaluedMap<String, String> fields) {
        return new TokenParameters(
                fields.getFirst("token"),
                fields.getFirst("data"),
                fields.getFirst("sig"),
                fields.getFirst("username"),
                fields.getFirst("email"),
                fields.getFirst("time"));
    }

    private Uni<Response> refused(HttpHeaders headers, RefusalReport report) {
        return people.refusal(
                headers,
                report.reference(),
                report.retryAfter(),
                language -> pages.refusedAtTheDoor(language, report.reference()),
                pages::limited);
    }
}
