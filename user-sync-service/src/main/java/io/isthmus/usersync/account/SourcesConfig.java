package io.isthmus.usersync.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Who is joined, by which names. */
@ConfigMapping(prefix = "isthmus")
public interface SourcesConfig {

    String DEFAULT_INSTANCE = "user-sync-service";

    Cms cms();

    Lms lms();

    Idnumber idnumber();

    Login login();

    /**
     * What this installation is called at Kafka: its consumer group, and before {@code -outbox} its transactional id. Two
     * that share a Kafka need two names; so it has to be said where the sources are not called {@code cms} and {@code lms}.
     */
    Optional<String> instance();

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

        /** What the idnumbers of users of other CMSs before the same LMS begin with, such as {@code cms2:}. */
        Optional<Set<String>> others();
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
                login().privilegedIds().orElse(Set.of()),
                idnumber().others().orElse(Set.of()));
    }

    /** @return the name at Kafka; fails where it has to be said and was not */
    default String instanceName() {
        boolean isTheOnlyOne = cms().source().equals("cms") && lms().source().equals("lms");
        return instance().orElseGet(() -> {
            if (isTheOnlyOne) {
                return DEFAULT_INSTANCE;
            }
            throw new IllegalArgumentException("isthmus.instance is needed, such as " + DEFAULT_INSTANCE + "-"
                    + cms().source() + "-" + lms().source());
        });
    }
}
