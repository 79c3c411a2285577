package io.isthmus.usersync.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns whatever went wrong into problem details; nothing of the inside shows. */
class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final String TYPES = "urn:isthmus:problem:";

    @ServerExceptionMapper
    RestResponse<Problem> problem(ProblemException failure) {
        return response(failure.problem());
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    RestResponse<Problem> unauthenticated() {
        Problem problem = problem(
                Status.UNAUTHORIZED.getStatusCode(), "unauthorized", "A valid access token is needed (Bearer).");
        return ResponseBuilder.create(RestResponse.Status.UNAUTHORIZED, problem)
                .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    RestResponse<Problem> forbidden(ForbiddenException failure) {
        return response(problem(
                Status.FORBIDDEN.getStatusCode(),
                "forbidden",
                "The access token's scope or source does not allow this."));
    }

    @ServerExceptionMapper
    RestResponse<Problem> unreadable(JacksonException failure) {
        return unreadable();
    }

    @ServerExceptionMapper
    RestResponse<Problem> mismatched(MismatchedInputException failure) {
        return unreadable();
    }

    private static RestResponse<Problem> unreadable() {
        return response(problem(
                Status.BAD_REQUEST.getStatusCode(), "unreadable", "The body is not the JSON that is expected here."));
    }

    /** What the framework answers by itself: no such path, wrong method, unreadable body. */
    @ServerExceptionMapper
    RestResponse<Problem> framework(WebApplicationException failure) {
        Response response = failure.getResponse();
        return response(problem(response.getStatus(), null, null));
    }

    @ServerExceptionMapper
    RestResponse<Problem> unexpected(Throwable failure) {
        LOG.error("request failed", failure);
        return response(problem(Status.INTERNAL_SERVER_ERROR.getStatusCode(), null, null));
    }

    private static RestResponse<Problem> response(Problem problem) {
        return ResponseBuilder.<Problem>create(problem.status())
                .entity(problem)
                .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .build();
    }

    /** @param code null for one that follows from the status */
    static Problem problem(int status, @Nullable String code, @Nullable String detail) {
        Status known = Status.fromStatusCode(status);
        String title = known == null ? "HTTP " + status : known.getReasonPhrase();
        String name = code == null ? title.toLowerCase(Locale.ROOT).replace(' ', '-') : code;
        return new Problem(TYPES + name, title, status, detail);
    }
}
