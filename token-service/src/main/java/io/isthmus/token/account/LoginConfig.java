package io.isthmus.token.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Who may enter the LMS, and how. */
@ConfigMapping(prefix = "isthmus.login")
public interface LoginConfig {

    /** How the LMS is entered. */
    @WithDefault("userkey")
    Door lms();

    /** By which field auth_userkey finds people: its setting "Mapping field". */
    @WithDefault("idnumber")
    MappingField userkeyField();

    /** For {@link Door#SSOLOGIN}: the LMS's own secret, at least 16 bytes, and no client's. */
    Optional<String> ssologinSecret();

    /** LMS usernames that never log in this way. */
    @WithDefault("admin,guest")
    Set<String> deny();

    /** Ids of the LMS's site administrators, who never log in this way; no web service tells them. */
    Optional<Set<String>> privilegedIds();

    /** How long a login that has begun may take. */
    @WithDefault("PT5M")
    Duration pending();

    /** A way into the LMS. */
    enum Door {
        /** The plugin auth_userkey. */
        USERKEY,
        /** The plugin local_ssologin, by a token with a secret of its own. */
        SSOLOGIN
    }

    /** What auth_userkey can find people by. */
    enum MappingField {
        USERNAME,
        IDNUMBER
    }
}
