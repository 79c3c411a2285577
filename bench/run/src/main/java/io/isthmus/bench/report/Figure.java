package io.isthmus.bench.report;

/**
 * A ratio with a goal.
 *
 * @param subject the contender it is about
 * @param baseline the contender it is measured against
 */
public record Figure(String name, String subject, String baseline, Bound bound, double goal) {

    public static Figure atLeast(double goal, String name, String subject, String baseline) {
        return new Figure(name, subject, baseline, Bound.AT_LEAST, goal);
    }

    public static Figure atMost(double goal, String name, String subject, String baseline) {
        return new Figure(name, subject, baseline, Bound.AT_MOST, goal);
    }
}
