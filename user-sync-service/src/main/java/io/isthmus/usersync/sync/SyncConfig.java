package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.sync.Policy.Deprovision;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is synchronised, and how. */
@ConfigMapping(prefix = "isthmus.sync")
interface SyncConfig {

    /** By field name ({@code username}, {@code email}, {@code status}, …); what is not in it is the CMS's, always. */
    Map<String, FieldConfig> fields();

    /** How an account is found, in this order; {@code verified-email} may be added. */
    @WithDefault("link,idnumber")
    List<Correlation> correlation();

    /** Whether a change at the CMS makes an account at the LMS; a login does so if its event allows it. */
    @WithDefault("true")
    boolean create();

    /** What happens to the LMS account of a user whom the CMS has deleted. */
    @WithDefault("suspend")
    Deprovision deprovision();

    /** Persons in work at a time, in this replica. */
    @WithDefault("64")
    int workers();

    /** How often due retries, and work that another replica took in, are looked for. */
    @WithDefault("PT0.5S")
    Duration poll();

    /** Ways to find an account. */
    enum Correlation {
        LINK,
        IDNUMBER,
        VERIFIED_EMAIL
    }

    /** One field. */
    interface FieldConfig {

        /** Whose value counts; of {@code groups} always the CMS's. */
        @WithDefault("cms")
        Side owner();

        /** When it is written to the other side. */
        @WithDefault("always")
        FieldPolicy.Apply apply();
    }
}
