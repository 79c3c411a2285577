package io.isthmus.course.moodle;

import io.isthmus.moodle.MoodleToken;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The LMS and how it is reached. */
@ConfigMapping(prefix = "isthmus.lms")
public interface LmsConfig {

    /** Its name in topics, keys and ids. */
    @WithDefault("lms")
    String source();

    /** Where this service reaches it. */
    @WithDefault("http://127.0.0.1:9004")
    URI url();

    /** Where people reach it, for links; {@link #url} if it is the same. */
    Optional<URI> publicUrl();

    /** Of its web-service user. */
    @WithDefault("isthmus-local-lms-token-0123456789abcdef")
    @WithConverter(MoodleTokenConverter.class)
    MoodleToken token();

    /** For one call. */
    @WithDefault("PT5S")
    Duration timeout();

    /** What is longer is refused. */
    @WithDefault("16777216")
    int maxResponseBytes();
}
