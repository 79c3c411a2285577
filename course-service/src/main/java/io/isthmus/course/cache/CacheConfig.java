package io.isthmus.course.cache;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long answers of an LMS are good for. */
@ConfigMapping(prefix = "isthmus.cache")
public interface CacheConfig {

    /** An answer younger than this is given without asking; with a stock Moodle, how late a change may be seen. */
    @WithDefault("PT60S")
    Duration fresh();

    /** For so long after it was fresh an answer is still given at once, while the LMS is asked for the next one. */
    @WithDefault("PT60S")
    Duration revalidate();

    /** An answer younger than this is given, and marked as stale, when the LMS cannot be asked. */
    @WithDefault("PT24H")
    Duration stale();

    /** How long somebody waits for the LMS before a failure is given. */
    @WithDefault("PT4S")
    Duration deadline();

    /** How long somebody waits for the LMS when an earlier answer is there to be given instead. */
    @WithDefault("PT1.5S")
    Duration patience();

    /** After a failure the earlier answer is given at once for so long, before the LMS is asked again. */
    @WithDefault("PT2S")
    Duration retry();

    /**
     * Bytes of answers kept in this process. Beside them a quarter of as many for the dashboards that are made of them,
     * and 8 MiB for what was compressed.
     */
    @WithDefault("67108864")
    long maxBytes();

    /** People whose accounts are kept in this process, about 300 bytes each, beside {@link #maxBytes}. */
    @WithDefault("50000")
    int people();

    Shared shared();

    /** What the replicas keep together, in Redis. */
    interface Shared {

        @WithDefault("true")
        boolean enabled();

        /** For one command; then the replica goes on by itself. */
        @WithDefault("PT0.25S")
        Duration timeout();

        /** How long one replica may ask the LMS on behalf of the others. */
        @WithDefault("PT5S")
        Duration lock();
    }
}
