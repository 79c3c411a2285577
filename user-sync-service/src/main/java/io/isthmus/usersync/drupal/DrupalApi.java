package io.isthmus.usersync.drupal;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;

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

    /** @param query filter, order and page, by JSON:API's names */
    @GET
    @Path("/user/user")
    Uni<Response> list(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @RestQuery Map<String, String> query);

    @POST
    @Path("/user/user")
    @Consumes(JSON_API)
    Uni<Response> post(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, String document);

    @PATCH
    @Path("/user/user/{uuid}")
    @Consumes(JSON_API)
    Uni<Response> patch(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("uuid") String uuid,
            String document);
}
