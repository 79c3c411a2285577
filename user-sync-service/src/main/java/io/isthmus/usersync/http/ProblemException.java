package io.isthmus.usersync.http;

import jakarta.ws.rs.core.Response.Status;

/** A request that cannot be met, in words for whoever made it. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;

    private ProblemException(Status status, String code, String detail) {
        super(detail, null, false, false);
        this.code = code;
        this.status = status.getStatusCode();
    }

    /** @param code names the kind of problem for programs, such as {@code bad-cursor} */
    public static ProblemException badRequest(String code, String detail) {
        return new ProblemException(Status.BAD_REQUEST, code, detail);
    }

    public static ProblemException notFound(String code, String detail) {
        return new ProblemException(Status.NOT_FOUND, code, detail);
    }

    public static ProblemException conflict(String code, String detail) {
        return new ProblemException(Status.CONFLICT, code, detail);
    }

    public static ProblemException unavailable(String code, String detail) {
        return new ProblemException(Status.SERVICE_UNAVAILABLE, code, detail);
    }

    Problem problem() {
        return ProblemMapper.problem(status, code, getMessage());
    }
}
