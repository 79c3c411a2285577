package io.isthmus.checks.promql;

/** A query that Prometheus would not take. */
public final class PromqlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PromqlException(String what) {
        super(what);
    }
}
