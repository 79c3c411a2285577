package io.isthmus.token.login;

import io.isthmus.token.account.LoginConfig;
import io.isthmus.token.http.Cookies;
import io.isthmus.token.http.PageResponses;
import io.isthmus.token.http.People;
import io.isthmus.token.http.Problem;
import io.isthmus.token.page.Pages;
import io.isthmus.token.verify.Refusal;
import io.isthmus.token.verify.RefusalReason;
import io.isthmus.token.verify.Refusals;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.TokenParameters;
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
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

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
    public Uni<Response> login(
            @Context HttpHeaders headers,
            @RestQuery @Nullable String token,
            @RestQuery @Nullable String data,
            @RestQuery @Nullable String sig,
            @RestQuery @Nullable String username,
            @RestQuery @Nullable String email,
            @RestQuery @Nullable String time,
            @RestQuery @Nullable String redirect) {
        return login(headers, new TokenParameters(token, data, sig, username, email, time), redirect);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(operationId = "loginByForm", summary = "Logs a person in with a token that the browser posts")
    public Uni<Response> loginByForm(
            @Context HttpHeaders headers,
            @RestForm @Nullable String token,
            @RestForm @Nullable String data,
            @RestForm @Nullable String sig,
            @RestForm @Nullable String username,
            @RestForm @Nullable String email,
            @RestForm @Nullable String time,
            @RestForm @Nullable String redirect) {
        return login(headers, new TokenParameters(token, data, sig, username, email, time), redirect);
    }

    /** Mail scanners and link previews ask like this: nothing is claimed. */
    @HEAD
    @Operation(hidden = true)
    public Response look() {
        return Response.ok().build();
    }

    private Uni<Response> login(HttpHeaders headers, TokenParameters parameters, @Nullable String redirect) {
        return people.guarded(headers, () -> {
            Optional<PresentedToken> token = parameters.presented();
            if (token.isEmpty()) {
                return refused(headers, refusals.report(Refusal.of(RefusalReason.MALFORMED)));
            }
            return flow.begin(token.get(), Optional.ofNullable(redirect)).flatMap(begun -> {
                if (begun instanceof Begun.Started started) {
                    return Uni.createFrom()
                            .item(PageResponses.seeOther(
                                    "/sso/continue", cookies.create(Cookies.LOGIN, started.key(), pending)));
                }
                return refused(headers, ((Begun.Refused) begun).reference());
            });
        });
    }

    private Uni<Response> refused(HttpHeaders headers, String reference) {
        return people.page(
                headers, 401, language -> pages.refused(language, reference), Problem.tokenRefused(reference));
    }
}
