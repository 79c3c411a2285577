package io.isthmus.course.http;

/** Ends a request with a problem. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ApiException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
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

    Problem problem() {
        return problem;
    }
}
