package io.isthmus.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The LMS that people are let into. */
@ConfigMapping(prefix = "isthmus.lms")
public interface LmsConfig {

    /** Its source name, which is also the audience of tokens for it. */
    @WithDefault("lms")
    String source();

    /** Where its web services are: Moodle's wwwroot. */
    @WithDefault("http://localhost:9004")
    URI url();

    /** Where browsers find it, if elsewhere than {@link #url()}. */
    Optional<URI> publicUrl();

    /** The token of the web-service user. */
    String token();

    /** For a whole call. */
    @WithDefault("PT5S")
    Duration timeout();

    /** @return where browsers find it */
    default URI site() {
        return publicUrl().orElse(url());
    }
}
