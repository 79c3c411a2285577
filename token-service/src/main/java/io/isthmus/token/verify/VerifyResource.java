package io.isthmus.token.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.isthmus.token.client.Caller;
import io.isthmus.token.client.Callers;
import io.isthmus.token.http.LegacyHeaders;
import io.isthmus.token.http.Problem;
import io.isthmus.token.http.RemoteAddress;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.TokenParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tells a client whose an SSO token is, once. */
@Path("/v1/tokens/verify")
@Tag(name = "tokens")
public class VerifyResource {

    private final Callers callers;
    private final Verifier verifier;
    private final Refusals refusals;

    @Inject
    public VerifyResource(Callers callers, Verifier verifier, Refusals refusals) {
        this.callers = callers;
        this.verifier = verifier;
        this.refusals = refusals;
    }

    /** What a token says. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Verified(
            String clientId,
            String source,
            String format,
            String jti,
            Instant issuedAt,
            Instant expiresAt,
            @Nullable String redirect,
            UserView user) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "verifyToken", summary = "Verifies a token and uses it up (scope token:verify)")
    @APIResponse(responseCode = "200", description = "The token was good, and is used up now.")
    @APIResponse(responseCode = "401", description = "The caller is unknown, or the token is not accepted.")
    @APIResponse(responseCode = "503", description = "It cannot be known whether the token was used.")
    @APIResponse(responseCode = "429", description = "Too many tokens that nobody made came from this network.")
    public Uni<Verified> verify(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context HttpServerRequest request,
            @Nullable TokenParameters body) {
        return callers.require(authorization, "token:verify").flatMap(caller -> verify(caller, body, request));
    }

    private Uni<Verified> verify(Caller caller, @Nullable TokenParameters body, HttpServerRequest request) {
        PresentedToken token = Optional.ofNullable(body)
                .flatMap(TokenParameters::presented)
                .orElseThrow(() -> Problem.badRequest("The body must hold a token: token, or data and sig."));
        Presentation at = Presentation.of(caller.client().audiences(), () -> RemoteAddress.of(request));
        return verifier.verify(token, at).map(verification -> answer(verification, at, request.response()));
    }

    private Verified answer(Verification verification, Presentation at, HttpServerResponse response) {
        if (verification instanceof Verification.Refused refused) {
            RefusalReport report = refusals.report(refused.refusal(), at.remote());
            throw Problem.tokenRefused(report.reference(), report.retryAfter());
        }
        VerifiedToken token = ((Verification.Accepted) verification).token();
        token.sunset().ifPresent(sunset -> LegacyHeaders.add(response, sunset));
        return view(token);
    }

    private static Verified view(VerifiedToken token) {
        return new Verified(
                token.client().id(),
                token.client().source(),
                token.format().label(),
                token.nonce(),
                token.issuedAt(),
                token.expiresAt(),
                token.redirect().orElse(null),
                UserView.of(token.user()));
    }
}
