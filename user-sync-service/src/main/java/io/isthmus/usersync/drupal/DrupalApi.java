package io.isthmus.usersync.drupal;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * Drupal's JSON:API, as far as users go. Answers of every status come back as they are.
 *
 * @see <a href="https://www.drupal.org/docs/core-modules-and-themes/core-modules/jsonapi-module">JSON:API module</a>
 */
@Path("/jsonapi")
@RegisterRestClient(configKey = "cms")
@Produces(DrupalApi.JSON_API)
interface DrupalApi {

    String JSON_API = "application/vnd.api+json";

    /** Tells by {@code meta.links.me} who is asking. */
    @GET
    Uni<Response> index(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);

    @GET
    @Path("/user/user")
    Uni<Response> byUid(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @QueryParam("filter[drupal_internal__uid]") String uid);

    @GET
    @Path("/user/user")
    Uni<Response> byName(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @QueryParam("filter[name]") String name);

    @PATCH
    @Path("/user/user/{uuid}")
    @Consumes(JSON_API)
    Uni<Response> patch(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("uuid") String uuid,
            String document);
}
