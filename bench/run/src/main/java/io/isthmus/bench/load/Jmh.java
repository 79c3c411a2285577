package io.isthmus.bench.load;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs one JMH benchmark in a JVM of its own, on one thread, and gives its operations per second. */
public final class Jmh {

    private static final int WARM_UP_SECONDS = 2;
    private static final int LONG_WARM_UP_SECONDS = 6;
    private static final int MEASURED_SECONDS = 1;

    private Jmh() {}

    public static Contender contender(String name, Class<?> type, String method) {
        return contender(name, type, method, WARM_UP_SECONDS);
    }

    /** For what the JVM compiles late, such as arithmetic on curves: a signature's rate rises for up to four seconds. */
    public static Contender contenderThatWarmsUpSlowly(String name, Class<?> type, String method) {
        return contender(name, type, method, LONG_WARM_UP_SECONDS);
    }

    private static Contender contender(String name, Class<?> type, String method, int warmUpSeconds) {
        return new Contender(name, () -> Sample.ofRate(run(type.getName() + "." + method, warmUpSeconds)));
    }

    private static double run(String benchmark, int warmUpSeconds) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("^" + benchmark.replace(".", "\\.") + "$")
                        .mode(Mode.Throughput)
                        .timeUnit(TimeUnit.SECONDS)
                        .forks(1)
                        .threads(1)
                        .warmupIterations(1)
                        .warmupTime(TimeValue.seconds(warmUpSeconds))
                        .measurementIterations(1)
                        .measurementTime(TimeValue.seconds(MEASURED_SECONDS))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        return results.iterator().next().getPrimaryResult().getScore();
    }
}
