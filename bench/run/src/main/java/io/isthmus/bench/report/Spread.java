package io.isthmus.bench.report;

import java.util.Arrays;

/** The middle and the ends of what was measured in several rounds. */
public record Spread(double median, double min, double max) {

    /** @throws IllegalArgumentException if there is nothing */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
