package io.isthmus.usersync.link;

import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.http.Cursor;
import io.isthmus.usersync.http.Page;
import io.isthmus.usersync.http.ProblemException;
import io.isthmus.usersync.link.LinkResult.Made;
import io.isthmus.usersync.link.LinkResult.Refused;
import io.isthmus.usersync.link.LinkResult.WasThere;
import io.isthmus.usersync.person.PersonBusy;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Who is who on both sides. */
@Path("/v1/links")
@Tag(name = "links")
class LinksResource {

    private final LinkRepository repository;
    private final Linking linking;
    private final Links links;
    private final Provenance provenance;
    private final Sources sources;

    LinksResource(LinkRepository repository, Linking linking, Links links, Provenance provenance, Sources sources) {
        this.repository = repository;
        this.linking = linking;
        this.links = links;
        this.provenance = provenance;
        this.sources = sources;
    }

    @GET
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(operationId = "listLinks", summary = "Lists links, unlinked ones too")
    @WithSession
    public Uni<Page<LinkView>> list(
            @QueryParam("cmsUid") @Nullable String cmsUid,
            @Parameter(description = "A CMS uid, an LMS id, or how a login name of either side begins.")
                    @QueryParam("query")
                    @Nullable
                    String query,
            @Parameter(schema = @Schema(enumeration = {"linked", "suspended", "unlinked"}))
                    @QueryParam("status")
                    @Nullable
                    String status,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Page.limit(limit);
        return repository
                .list(cmsUid, query, status, Cursor.parts(cursor, 3), size + 1)
                .map(found -> Page.of(
                        found.stream().map(LinkView::of).toList(),
                        size,
                        link -> Cursor.of(link.cmsSource(), link.cmsUid(), link.lmsSource())));
    }

    @GET
    @Path("/{cmsSource}/{cmsUid}/{lmsSource}")
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(
            operationId = "getLink",
            summary = "Shows a link, and of each field who owns it, who wrote it last, and when",
            description = "Values are not shown; GET /v1/subjects/{cmsUid} has them.")
    @APIResponse(responseCode = "200", description = "The link, in force or not")
    @APIResponse(responseCode = "404", description = "There is no such link, and there was none")
    public Uni<LinkDetails> get(
            @PathParam("cmsSource") String cmsSource,
            @PathParam("cmsUid") String cmsUid,
            @PathParam("lmsSource") String lmsSource) {
        checkSources(cmsSource, lmsSource);
        return links.ofUser(cmsUid)
                .map(link -> link.orElseThrow(LinksResource::noLink))
                .chain(link -> provenance.of(link).map(fields -> new LinkDetails(LinkView.of(link), fields)));
    }

    @POST
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(
            operationId = "createLink",
            summary = "Links two accounts that are there",
            description = "The same link again is answered with 200. Both accounts are looked up first.")
    @APIResponse(responseCode = "201", description = "Linked")
    @APIResponse(responseCode = "200", description = "Was linked already")
    @APIResponse(responseCode = "404", description = "One of the accounts is not there")
    @APIResponse(responseCode = "409", description = "One of them is linked otherwise, or may not be linked")
    public Uni<RestResponse<LinkView>> create(@Nullable LinkRequest request) {
        String cmsUid = wanted(request == null ? null : request.cmsUid(), "cmsUid");
        String lmsUserId = wanted(request == null ? null : request.lmsUserId(), "lmsUserId");
        source(request == null ? null : request.cmsSource(), sources.cms(), "cmsSource");
        source(request == null ? null : request.lmsSource(), sources.lms(), "lmsSource");
        return answered(linking.link(cmsUid, lmsUserId)).map(LinksResource::response);
    }

    private void checkSources(String cmsSource, String lmsSource) {
        if (!cmsSource.equals(sources.cms()) || !lmsSource.equals(sources.lms())) {
            throw noLink();
        }
    }

    private static RestResponse<LinkView> response(LinkResult result) {
        if (result instanceof Made made) {
            return RestResponse.status(RestResponse.Status.CREATED, LinkView.of(made.link()));
        }
        if (result instanceof WasThere there) {
            return RestResponse.ok(LinkView.of(there.link()));
        }
        var refused = (Refused) result;
        throw refused.missing()
                ? ProblemException.notFound(refused.code(), refused.detail())
                : ProblemException.conflict(refused.code(), refused.detail());
    }

    @DELETE
    @Path("/{cmsSource}/{cmsUid}/{lmsSource}")
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(
            operationId = "deleteLink",
            summary = "Unlinks a person",
            description = "Neither account is changed, and nothing but a new link by hand joins them again.")
    @APIResponse(responseCode = "204", description = "Unlinked")
    @APIResponse(responseCode = "404", description = "There is no such link")
    public Uni<Void> delete(
            @PathParam("cmsSource") String cmsSource,
            @PathParam("cmsUid") String cmsUid,
            @PathParam("lmsSource") String lmsSource) {
        checkSources(cmsSource, lmsSource);
        return answered(linking.unlink(cmsUid))
                .invoke(there -> {
                    if (!there) {
                        throw noLink();
                    }
                })
                .replaceWithVoid();
    }

    private static ProblemException noLink() {
        return ProblemException.notFound("no-such-link", "There is no such link.");
    }

    private static <T> Uni<T> answered(Uni<T> work) {
        return work.onFailure(RemoteFault.class)
                .transform(fault -> ProblemException.unavailable(
                        ((RemoteFault) fault).reason(), "One of the two sides cannot be asked now."))
                .onFailure(PersonBusy.class)
                .transform(busy -> ProblemException.unavailable(
                        "person-busy", "The person is being worked on. Try again in a moment."));
    }

    private static String wanted(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw ProblemException.badRequest("missing-field", name + " is needed.");
        }
        return value;
    }

    private static void source(@Nullable String value, String ours, String name) {
        if (!wanted(value, name).equals(ours)) {
            throw ProblemException.badRequest("unknown-source", name + " names no source of this installation.");
        }
    }
}
