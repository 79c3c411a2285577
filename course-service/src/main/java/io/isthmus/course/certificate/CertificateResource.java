package io.isthmus.course.certificate;

import io.isthmus.course.access.Caller;
import io.isthmus.course.access.Callers;
import io.isthmus.course.http.Answers;
import io.isthmus.course.http.ApiException;
import io.isthmus.course.http.Problem;
import io.isthmus.course.link.Links;
import io.quarkus.security.Authenticated;
import io.quarkus.security.ForbiddenException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/certificates/{id}")
@Authenticated
@Tag(name = "Certificates")
@APIResponse(
        responseCode = "403",
        description = "Not a certificate of the person whose token it is",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "404",
        description = "No certificate of a person of this source",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
public class CertificateResource {

    private final Certificates certificates;
    private final Links links;
    private final Callers callers;
    private final Answers answers;
    private final PdfAnswers pdfs;
    private final Clock clock;

    CertificateResource(
            Certificates certificates, Links links, Callers callers, Answers answers, PdfAnswers pdfs, Clock clock) {
        this.certificates = certificates;
        this.links = links;
        this.callers = callers;
        this.answers = answers;
        this.pdfs = pdfs;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tells about a certificate")
    @APIResponse(
            responseCode = "200",
            description = "The certificate",
            content = @Content(schema = @Schema(implementation = UserCertificate.class)))
    @APIResponse(responseCode = "304", description = "Not changed")
    public Uni<Response> certificate(
            @Parameter(example = "lms:customcert:12") @PathParam("id") String id, @Context HttpHeaders headers) {
        Caller caller = callers.current();
        return readable(id, caller)
                .chain(certificates::shown)
                .map(shown -> answers.of(shown.orElseThrow(refusal(caller)), clock.instant(), headers));
    }

    @GET
    @Path("/pdf")
    @Produces("application/pdf")
    @Operation(summary = "Sends the certificate as PDF", description = "Made by the LMS at the moment of asking.")
    @APIResponse(
            responseCode = "200",
            description = "The PDF",
            content =
                    @Content(
                            mediaType = "application/pdf",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "206", description = "The range that was asked for")
    @APIResponse(responseCode = "416", description = "The PDF is not that long")
    @APIResponse(
            responseCode = "410",
            description = "Replaced by a later attempt, withdrawn, or of a kind without PDF",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "The LMS gave no answer",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public Uni<Response> pdf(
            @Parameter(example = "lms:customcert:12") @PathParam("id") String id,
            @Parameter(description = "One range of bytes.", example = "bytes=0-1023") @HeaderParam("Range") @Nullable
                    String range,
            @Context RoutingContext request) {
        return printable(id)
                .chain(certificates::pdf)
                .chain(found ->
                        pdfs.of(found, ByteRange.parse(range), then -> request.addEndHandler(ended -> then.run())))
                .map(CertificateResource::response);
    }

    /** Without the LMS, which would make a PDF for nobody. */
    @HEAD
    @Path("/pdf")
    @Produces("application/pdf")
    @Operation(hidden = true)
    public Uni<Response> pdfHead(@PathParam("id") String id) {
        return printable(id).map(certificate -> {
            Response.ResponseBuilder response = Response.ok();
            PdfAnswer.foreknown().forEach(response::header);
            return response.build();
        });
    }

    private Uni<Certificate> printable(String id) {
        Caller caller = callers.current();
        return readable(id, caller)
                .call(certificate -> certificates
                        .shown(certificate)
                        .invoke(shown -> requirePrintable(shown.orElseThrow(refusal(caller)))));
    }

    private static Response response(PdfAnswer pdf) {
        Response.ResponseBuilder response = Response.status(pdf.status()).entity(pdf.body());
        pdf.headers().forEach(response::header);
        return response.build();
    }

    private static void requirePrintable(UserCertificate certificate) {
        if (certificate.pdfUrl() == null) {
            throw ApiException.gone("The LMS keeps no PDF of this one: it was replaced or withdrawn, or is a badge.");
        }
    }

    private Uni<Certificate> readable(String id, Caller caller) {
        return certificates.find(id).chain(found -> {
            Certificate certificate = found.orElseThrow(refusal(caller));
            return isReadable(certificate, caller).map(readable -> {
                if (!readable) {
                    throw refusal(caller).get();
                }
                return certificate;
            });
        });
    }

    private Uni<Boolean> isReadable(Certificate certificate, Caller caller) {
        if (caller instanceof Caller.Person person) {
            return links.accounts(callers.reading(person.uid()))
                    .map(own -> own.stream().anyMatch(account -> account.at().equals(certificate.account())));
        }
        return links.belongsTo(certificate.account(), caller.source());
    }

    /** The same for what is not there and what is somebody else's. */
    private static Supplier<RuntimeException> refusal(Caller caller) {
        return () -> caller instanceof Caller.Person
                ? new ForbiddenException("not a certificate of this person")
                : ApiException.notFound("There is no such certificate.");
    }
}
