package io.isthmus.usersync.brake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many accounts may be suspended or deleted before a person has to look. */
@ConfigMapping(prefix = "isthmus.brake")
interface BrakeConfig {

    /** Of the linked people of a source, in the window. */
    @WithDefault("5")
    double maxPercent();

    /** However few people are linked, so many are let through. */
    @WithDefault("20")
    int minCount();

    /** However many people are linked, no more than this. */
    @WithDefault("500")
    int maxCount();

    @WithDefault("PT10M")
    Duration window();
}
