package io.isthmus.usersync.scan;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Which sides are asked what changed, because nobody tells. */
@ConfigMapping(prefix = "isthmus.scan")
interface ScanConfig {

    /** Whether the CMS is scanned on schedule. */
    @WithDefault("false")
    boolean cms();

    /** Whether the LMS is; it needs {@code isthmus.lms.report}. */
    @WithDefault("false")
    boolean lms();

    /** From one pass to the next. */
    @WithDefault("PT30S")
    Duration every();

    /** So much is read again: changes are seen late when their transaction was long, or clocks differ. */
    @WithDefault("PT60S")
    Duration overlap();
}
