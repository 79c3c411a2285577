package io.isthmus.course.http;

/**
 * What a request spent its time on, for the developer of the CMS.
 *
 * @see <a href="https://www.w3.org/TR/server-timing/">Server-Timing</a>
 */
public final class Timing {

    private static final int NANOS_OF_HUNDREDTHS = 10_000;

    private final long begin = System.nanoTime();
    private final StringBuilder header = new StringBuilder();
    private long lap = begin;

    /** The time since the lap before. */
    public synchronized void lap(String name) {
        long now = System.nanoTime();
        add(name, now - lap);
        lap = now;
    }

    /** @return the header's value, with everything so far */
    public synchronized String total() {
        add("total", System.nanoTime() - begin);
        return header.toString();
    }

    /** In milliseconds with two places. */
    private void add(String name, long nanos) {
        long hundredths = nanos / NANOS_OF_HUNDREDTHS;
        header.append(header.isEmpty() ? "" : ", ")
                .append(name)
                .append(";dur=")
                .append(hundredths / 100)
                .append(hundredths % 100 < 10 ? ".0" : ".")
                .append(hundredths % 100);
    }
}
