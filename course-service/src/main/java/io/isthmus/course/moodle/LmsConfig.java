package io.isthmus.course.moodle;

import io.isthmus.moodle.MoodleToken;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** The LMS where there is one; {@link SourcesConfig} for several. */
@ConfigMapping(prefix = "isthmus.lms")
public interface LmsConfig extends LmsLimits {

    /** Its name in topics, keys and ids. */
    @WithDefault("lms")
    String source();

    /** Where this service reaches it. */
    @WithDefault("http://127.0.0.1:9004")
    URI url();

    /** Of its web-service user. */
    @WithDefault("isthmus-local-lms-token-0123456789abcdef")
    @WithConverter(MoodleTokenConverter.class)
    MoodleToken token();
}
