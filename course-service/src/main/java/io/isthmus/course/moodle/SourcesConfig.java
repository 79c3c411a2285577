package io.isthmus.course.moodle;

import io.isthmus.moodle.MoodleToken;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;

/** Several LMSs, by name. As soon as one is here, {@link LmsConfig} says nothing. */
@ConfigMapping(prefix = "isthmus.sources")
public interface SourcesConfig {

    @WithParentName
    Map<String, Source> all();

    /** One of them. */
    interface Source extends LmsLimits {

        /** Where this service reaches it. */
        URI url();

        /** Of its web-service user. */
        @WithConverter(MoodleTokenConverter.class)
        MoodleToken token();
    }
}
