package io.isthmus.course.http;

/** Ends a request with a problem. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final long retryAfter;

    private ApiException(Problem problem) {
        this(problem, 0);
    }

    private ApiException(Problem problem, long retryAfter) {
        super(problem.detail());
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** @param detail what is wrong with the request, in words for who wrote it */
    public static ApiException badRequest(String detail) {
        return new ApiException(new Problem("about:blank", "Bad Request", 400, detail));
    }

    public static ApiException notFound(String detail) {
        return new ApiException(new Problem("about:blank", "Not Found", 404, detail));
    }

    public static ApiException gone(String detail) {
        return new ApiException(new Problem("about:blank", "Gone", 410, detail));
    }

    /** What was sent is well-formed and cannot be done. */
    public static ApiException unprocessable(String detail) {
        return new ApiException(new Problem("about:blank", "Unprocessable Content", 422, detail));
    }

    /** @param retryAfter seconds */
    public static ApiException tooManyRequests(String detail, long retryAfter) {
        return new ApiException(new Problem("about:blank", "Too Many Requests", 429, detail), retryAfter);
    }

    /** @return seconds; 0 for never */
    long retryAfter() {
        return retryAfter;
    }

    Problem problem() {
        return problem;
    }
}
