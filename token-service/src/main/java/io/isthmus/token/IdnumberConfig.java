package io.isthmus.token;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How LMS accounts are keyed: {@code idnumber} = prefix + CMS uid. */
@ConfigMapping(prefix = "isthmus.idnumber")
public interface IdnumberConfig {

    /** Instead of the CMS's source name and a colon. */
    Optional<String> prefix();
}
