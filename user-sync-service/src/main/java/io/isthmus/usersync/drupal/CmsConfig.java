package io.isthmus.usersync.drupal;

import io.isthmus.usersync.account.Secret;
import io.isthmus.usersync.remote.RemoteLimits;
import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Map;

/** The Drupal that is the CMS. */
@ConfigMapping(prefix = "isthmus.cms")
interface CmsConfig extends RemoteLimits {

    /** The site's base URL. */
    URI url();

    /** Name of the service account, which may administer users. */
    String user();

    /** Its password. */
    Secret password();

    /**
     * JSON:API attributes by field name, beside {@code username}, {@code email} and {@code locale}; by default {@code
     * field_first_name}, {@code field_last_name}, {@code field_city} and {@code field_country}.
     */
    Map<String, String> fields();
}
