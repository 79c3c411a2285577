package io.isthmus.token.backchannel;

import io.isthmus.token.http.OAuthProblem;
import io.isthmus.token.http.RemoteAddress;
import io.isthmus.token.verify.Refusal;
import io.isthmus.token.verify.RefusalReport;
import io.isthmus.token.verify.Refusals;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** Where registered issuers tell that somebody logged out (OpenID Connect Back-Channel Logout 1.0 §2.5). */
@Path("/sso/backchannel-logout")
@Tag(name = "sessions")
public class BackchannelLogoutResource {

    private final ReceivedLogouts logouts;
    private final Refusals refusals;

    @Inject
    public BackchannelLogoutResource(ReceivedLogouts logouts, Refusals refusals) {
        this.logouts = logouts;
        this.refusals = refusals;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "backchannelLogout", summary = "Ends the sessions that a logout token names")
    @APIResponse(responseCode = "200", description = "They are over.")
    @APIResponse(responseCode = "400", description = "The logout token is not accepted.")
    @APIResponse(responseCode = "429", description = "Too many tokens that nobody made came from this network.")
    @APIResponse(responseCode = "503", description = "It cannot be done now.")
    public Uni<Response> logout(
            @Context HttpServerRequest request, @RestForm("logout_token") @Nullable String logoutToken) {
        InetAddress remote = RemoteAddress.of(request);
        return logouts.receive(logoutToken == null ? "" : logoutToken).map(refused -> {
            refused.ifPresent(refusal -> {
                throw problem(refusal, remote);
            });
            return Response.ok().build();
        });
    }

    private OAuthProblem problem(Refusal refusal, InetAddress remote) {
        RefusalReport report = refusals.report(refusal, remote);
        return report.retryAfter()
                .map(OAuthProblem::tooManyFailures)
                .orElseGet(() -> OAuthProblem.badRequest(
                        "invalid_request", "The logout token is not accepted (" + report.reference() + ")."));
    }
}
