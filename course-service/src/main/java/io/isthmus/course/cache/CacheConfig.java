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

    /** An answer younger than this is given, and marked as stale, when the LMS cannot be asked. */
    @WithDefault("PT24H")
    Duration stale();

    /** How long somebody waits for the LMS before what was known, or a failure, is given. */
    @WithDefault("PT4S")
    Duration deadline();

    /** Number of answers kept. */
    @WithDefault("10000")
    int maxEntries();
}
