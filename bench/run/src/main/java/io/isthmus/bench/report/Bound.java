package io.isthmus.bench.report;

/** On which side of its goal a ratio should be. */
public enum Bound {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Bound(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    boolean holds(double ratio, double goal) {
        return this == AT_LEAST ? ratio >= goal : ratio <= goal;
    }
}
