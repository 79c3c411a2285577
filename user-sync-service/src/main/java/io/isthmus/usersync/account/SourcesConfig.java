package io.isthmus.usersync.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Who is joined, by which names. */
@ConfigMapping(prefix = "isthmus")
public interface SourcesConfig {

    Cms cms();

    Lms lms();

    Idnumber idnumber();

    Login login();

    /** The CMS. */
    interface Cms {
        /** Source name of the CMS in events, keys and tables. */
        @WithDefault("cms")
        String source();
    }

    /** The LMS. */
    interface Lms {
        /** Source name of the LMS in events, keys and tables. */
        @WithDefault("lms")
        String source();
    }

    /** How the LMS names CMS users. */
    interface Idnumber {
        /** Before the CMS uid in Moodle's idnumber; by default the CMS's source name and a colon. */
        Optional<String> prefix();
    }

    /** Who is special. */
    interface Login {
        /** LMS ids of the site administrators, which no web service tells: never linked, never written. */
        Optional<Set<String>> privilegedIds();
    }

    default Sources sources() {
        return new Sources(
                cms().source(),
                lms().source(),
                idnumber().prefix().orElse(cms().source() + ":"),
                login().privilegedIds().orElse(Set.of()));
    }
}
