package io.isthmus.bench;

import io.isthmus.bench.report.Report;

/** The figures of one service. */
public interface Suite {

    /** Starts what it needs, measures, and stops it again. */
    Report run() throws Exception;
}
