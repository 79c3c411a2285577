package io.isthmus.course.link;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The replica of the links. */
@ConfigMapping(prefix = "isthmus.links")
public interface LinkConfig {

    /**
     * At most {@code delete.retention.ms} of the topic: a replica that listened longer ago than this may have missed a
     * removal, and reads the topic anew.
     */
    @WithDefault("PT24H")
    Duration rebuildAfter();
}
