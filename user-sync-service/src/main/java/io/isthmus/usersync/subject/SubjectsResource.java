package io.isthmus.usersync.subject;

import io.isthmus.usersync.http.ProblemException;
import io.isthmus.usersync.person.PersonBusy;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is kept about one person. */
@Path("/v1/subjects")
@Tag(name = "privacy")
class SubjectsResource {

    private static final int MAX_UID = 64;

    private final Subjects subjects;
    private final Erasure erasure;

    SubjectsResource(Subjects subjects, Erasure erasure) {
        this.subjects = subjects;
        this.erasure = erasure;
    }

    @GET
    @Path("/{cmsUid}")
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(
            operationId = "exportSubject",
            summary = "Gives out everything that is kept about a person",
            description =
                    "But what is on its way to Kafka, for seconds, and answers to operators' requests, for a day.")
    @APIResponse(responseCode = "200", description = "Everything")
    @APIResponse(responseCode = "404", description = "Nothing is kept")
    public Uni<SubjectView> export(@PathParam("cmsUid") String cmsUid) {
        return subjects.export(cmsUid).invoke(found -> {
            if (found.knowsNobody()) {
                throw ProblemException.notFound("no-such-subject", "Nothing is kept about a person of this uid.");
            }
        });
    }

    @DELETE
    @Path("/{cmsUid}")
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(
            operationId = "eraseSubject",
            summary = "Forgets a person",
            description =
                    "Here and at the other services. Whatever comes in about them later is dropped. Their accounts"
                            + " at the CMS and at the LMS are left alone.")
    @APIResponse(responseCode = "204", description = "Forgotten, now or before")
    @APIResponse(responseCode = "503", description = "The person is being worked on")
    public Uni<Void> erase(@PathParam("cmsUid") String cmsUid) {
        if (cmsUid.isBlank() || cmsUid.length() > MAX_UID) {
            throw ProblemException.badRequest("bad-uid", "A uid has 1 to " + MAX_UID + " characters.");
        }
        return erasure.erase(cmsUid)
                .onFailure(PersonBusy.class)
                .transform(busy -> ProblemException.unavailable(
                        "person-busy", "The person is being worked on. Try again in a moment."));
    }
}
