package io.isthmus.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The CMS whose people may come without a token; needed for {@code /sso/launch} only. */
@ConfigMapping(prefix = "isthmus.cms")
public interface CmsConfig {

    /** Its source name. */
    @WithDefault("cms")
    String source();

    /** Where its JSON:API is. */
    @WithDefault("http://localhost:9000")
    URI url();

    /** Where browsers find it, if elsewhere than {@link #url()}; calls carry this host and scheme. */
    Optional<URI> publicUrl();

    /** The service account that may read users. */
    @WithDefault("isthmus")
    String user();

    /** Of the service account. */
    Optional<String> password();

    /** Drupal's {@code cookie_domain}; without one its cookie is named after the host. */
    Optional<String> cookieDomain();

    /** For a whole call. */
    @WithDefault("PT5S")
    Duration timeout();

    /** Where names and places stand. */
    Fields fields();

    /** Whether the CMS vouches for e-mail addresses. */
    @WithDefault("false")
    boolean emailVerified();

    /** Machine names of Drupal's user fields. */
    interface Fields {

        @WithDefault("field_first_name")
        String firstName();

        @WithDefault("field_last_name")
        String lastName();

        @WithDefault("field_city")
        String city();

        @WithDefault("field_country")
        String country();
    }

    /** @return where browsers find it */
    default URI site() {
        return publicUrl().orElse(url());
    }
}
