package io.isthmus.usersync.http;

import jakarta.ws.rs.core.Response.Status;

/** A request that cannot be met, in words for whoever made it. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int UNPROCESSABLE = 422;

    private final String code;
    private final int status;

    private ProblemException(Status status, String code, String detail) {
        this(status.getStatusCode(), code, detail);
    }

    private ProblemException(int status, String code, String detail) {
        super(detail, null, false, false);
        this.code = code;
        this.status = status;
    }

    /** @param code names the kind of problem for programs, such as {@code bad-cursor} */
    public static ProblemException badRequest(String code, String detail) {
        return new ProblemException(Status.BAD_REQUEST, code, detail);
    }

    /** @param detail does not say what was wrong */
    public static ProblemException unauthorized(String detail) {
        return new ProblemException(Status.UNAUTHORIZED, "unauthorized", detail);
    }

    public static ProblemException tooLarge(String detail) {
        return new ProblemException(Status.REQUEST_ENTITY_TOO_LARGE, "too-large", detail);
    }

    public static ProblemException notFound(String code, String detail) {
        return new ProblemException(Status.NOT_FOUND, code, detail);
    }

    public static ProblemException conflict(String code, String detail) {
        return new ProblemException(Status.CONFLICT, code, detail);
    }

    /** Well formed, but it cannot be done as it stands. */
    public static ProblemException unprocessable(String code, String detail) {
        return new ProblemException(UNPROCESSABLE, code, detail);
    }

    public static ProblemException unavailable(String code, String detail) {
        return new ProblemException(Status.SERVICE_UNAVAILABLE, code, detail);
    }

    Problem problem() {
        return ProblemMapper.problem(status, code, getMessage());
    }
}
