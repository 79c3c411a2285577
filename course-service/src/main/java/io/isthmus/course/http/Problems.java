package io.isthmus.course.http;

import io.isthmus.course.link.LinksUnknownException;
import io.isthmus.course.link.StorageException;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure into a problem. */
final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String NO_TYPE = "about:blank";
    private static final int RETRY_LMS_SECONDS = 10;
    private static final int RETRY_SOON_SECONDS = 2;

    @ServerExceptionMapper
    Response refused(ApiException refusal) {
        Response.ResponseBuilder response = response(refusal.problem());
        if (refusal.retryAfter() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, refusal.retryAfter());
        }
        return response.build();
    }

    @ServerExceptionMapper
    Response lmsUnavailable(SourceException failure) {
        String detail = failure.reason() == Reason.CONFIGURATION
                ? "The LMS does not let this service in; its operator has to act."
                : "The LMS gave no answer, and none is known from before.";
        return response(new Problem("urn:isthmus:problem:lms-unavailable", "LMS unavailable", 503, detail))
                .header(HttpHeaders.RETRY_AFTER, RETRY_LMS_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response linksUnknown(LinksUnknownException failure) {
        return response(new Problem(
                        "urn:isthmus:problem:links-unknown",
                        "Links not read yet",
                        503,
                        "This replica is still reading who has which account."))
                .header(HttpHeaders.RETRY_AFTER, RETRY_SOON_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response storageUnavailable(StorageException failure) {
        LOG.warnf("request=failed database=%s", failure.getCause());
        return response(new Problem(
                        "urn:isthmus:problem:storage-unavailable",
                        "Storage unavailable",
                        503,
                        "The database of this service gives no answer."))
                .header(HttpHeaders.RETRY_AFTER, RETRY_SOON_SECONDS)
                .build();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized() {
        return response(new Problem(NO_TYPE, "Unauthorized", 401, "A valid access token is needed."))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"isthmus\"")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException refusal) {
        return response(new Problem(NO_TYPE, "Forbidden", 403, "This token does not allow that."))
                .build();
    }

    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        Response.StatusType status = failure.getResponse().getStatusInfo();
        return response(new Problem(
                        NO_TYPE,
                        status.getReasonPhrase(),
                        status.getStatusCode(),
                        "There is nothing here that does that."))
                .build();
    }

    @ServerExceptionMapper
    Response failed(Throwable failure) {
        LOG.error("request=failed", failure);
        return response(new Problem(NO_TYPE, "Internal Server Error", 500, "The fault is on this side."))
                .build();
    }

    private static Response.ResponseBuilder response(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
    }
}
