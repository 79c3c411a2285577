package io.isthmus.course.certificate;

import io.isthmus.course.http.ApiException;
import io.isthmus.course.http.Problem;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** For employers and others who are shown a certificate. */
@Path("/v1/certificates/verify")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Certificates")
public class VerifyResource {

    private static final int MAX_CODE = 128;

    private final Certificates certificates;
    private final VerifyLimit limit;
    private final CertificateConfig config;

    VerifyResource(Certificates certificates, VerifyLimit limit, CertificateConfig config) {
        this.certificates = certificates;
        this.limit = limit;
        this.config = config;
    }

    @GET
    @SecurityRequirements
    @Operation(
            summary = "Tells what a certificate is worth",
            description = "For everybody who knows its code; tells what the certificate itself shows, and no person.")
    @APIResponse(
            responseCode = "200",
            description = "The certificate",
            content = @Content(schema = @Schema(implementation = Verification.class)))
    @APIResponse(
            responseCode = "404",
            description = "No certificate has this code",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "429",
            description = "Too many questions from one address",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public Uni<Response> verify(
            @Parameter(description = "As printed on the certificate.", example = "Qk7dMeXa2p")
                    @QueryParam("code")
                    @Nullable
                    String code,
            @Context HttpServerRequest request) {
        if (code == null || code.isBlank() || code.length() > MAX_CODE) {
            throw ApiException.badRequest("code has 1 to " + MAX_CODE + " characters");
        }
        return limit.limited(
                        request.remoteAddress().hostAddress(),
                        () -> certificates.withCode(code.strip()).map(found -> found.map(Verification::of)))
                .onFailure(RateLimitException.class)
                .transform(failure -> ApiException.tooManyRequests(
                        "Too many codes in a short time.", config.verifyWindow().toSeconds()))
                .map(found -> Response.ok(found.orElseThrow(
                                () -> ApiException.notFound("There is no certificate with this code.")))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }
}
