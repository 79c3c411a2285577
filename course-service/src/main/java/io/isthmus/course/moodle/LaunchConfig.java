package io.isthmus.course.moodle;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** The way into the LMS for people. */
@ConfigMapping(prefix = "isthmus.launch")
public interface LaunchConfig {

    /** Address of token-service's {@code /sso/launch}, as browsers reach it. */
    URI url();
}
