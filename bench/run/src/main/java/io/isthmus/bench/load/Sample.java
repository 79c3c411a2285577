package io.isthmus.bench.load;

/**
 * What came of one turn.
 *
 * @param rate in the contender's unit, such as operations per second
 * @param cpuMicros CPU time of the process measured per operation; NaN if it is not known
 * @param unexpected answers that were not those the contender is about
 */
public record Sample(double rate, double cpuMicros, long unexpected) {

    public static Sample ofRate(double rate) {
        return new Sample(rate, Double.NaN, 0);
    }
}
