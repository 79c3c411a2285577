package io.isthmus.usersync.moodle;

import io.isthmus.usersync.account.Secret;
import io.isthmus.usersync.remote.RemoteLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.Converter;

/** The Moodle or Totara that is the LMS. */
@ConfigMapping(prefix = "isthmus.lms")
interface LmsConfig extends RemoteLimits {

    /** The site's wwwroot. */
    URI url();

    /** Of the web service that Isthmus uses. */
    Secret token();

    /** For a call, whole. */
    @WithDefault("PT5S")
    Duration timeout();

    /** Users in one call, 1 to 50; more run into PHP's max_input_vars, which drops the rest in silence. */
    @WithDefault("50")
    @WithConverter(Batch.class)
    int maxBatch();

    /** Batches of one kind at a time, such as look-ups by idnumber; what comes in meanwhile goes into the next ones. */
    @WithDefault("8")
    int parallel();

    /** Authentication method of accounts that are made; only {@code userkey} can be logged out by Isthmus. */
    @WithDefault("userkey")
    String auth();

    /** Installed language packs, by Moodle's codes; another language is not sent, since Moodle refuses the whole call. */
    @WithDefault("en")
    Set<String> languages();

    /**
     * Short names of custom profile fields that are kept the same, spelt as Moodle spells them: it ignores others in
     * silence. The CMS names them {@code custom.<short name>} in its own {@code fields}.
     */
    Optional<Set<String>> customFields();

    /**
     * Whether groups of the CMS become cohorts. The CMS names its own in {@code isthmus.cms.fields.groups}, such as
     * {@code roles}; the token needs moodle/cohort:view, :assign and :manage.
     */
    @WithDefault("false")
    boolean cohorts();

    /** Stands in for a last name that the CMS does not have: Moodle demands one. */
    @WithDefault("-")
    String blankName();

    /** Id of the custom report that scans read; see {@link MoodleReport}. */
    Optional<Long> report();

    /** Refuses, at start, what Moodle would cut. */
    final class Batch implements Converter<Integer> {

        private static final int MOST = 50;

        @Override
        public Integer convert(String value) {
            int size = Integer.parseInt(value.strip());
            if (size < 1 || size > MOST) {
                throw new IllegalArgumentException("isthmus.lms.max-batch is 1 to " + MOST
                        + ": Moodle drops in silence what PHP's max_input_vars has no room for.");
            }
            return size;
        }
    }
}
