package io.isthmus.token.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.isthmus.token.Unavailable;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error of the API becomes a problem; none of them names a class. */
class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    Response problem(Problem problem) {
        return problem.toResponse();
    }

    @ServerExceptionMapper
    Response oauth(OAuthProblem problem) {
        return problem.toResponse();
    }

    @ServerExceptionMapper
    Response unavailable(Unavailable unavailable, UriInfo uri) {
        LOG.warnf("unavailable dependency=%s", unavailable.dependency());
        return isOAuth(uri)
                ? OAuthProblem.ofStatus(503).toResponse()
                : Problem.unavailable().toResponse();
    }

    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response badJson() {
        return Problem.badRequest("The body is not the JSON this expects.").toResponse();
    }

    @ServerExceptionMapper
    Response webApplication(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        if (isOAuth(uri) && status != 404 && status != 405) {
            return OAuthProblem.ofStatus(status).toResponse();
        }
        Response problem = Problem.of(status, detail(status)).toResponse();
        String allow = e.getResponse().getHeaderString("Allow");
        return allow == null
                ? problem
                : Response.fromResponse(problem).header("Allow", allow).build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, UriInfo uri) {
        LOG.error("request failed", e);
        return isOAuth(uri)
                ? OAuthProblem.ofStatus(500).toResponse()
                : Problem.of(500, "Something went wrong here.").toResponse();
    }

    private static boolean isOAuth(UriInfo uri) {
        return uri.getPath().startsWith("/oauth2/");
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing here.";
            case 405 -> "This method is not for this address.";
            case 406 -> "This is not to be had in that form.";
            case 413 -> "The body is too large.";
            case 415 -> "This form of body is not understood.";
            default -> "The request cannot be answered.";
        };
    }
}
