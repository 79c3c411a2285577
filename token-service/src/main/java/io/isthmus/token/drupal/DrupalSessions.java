package io.isthmus.token.drupal;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.token.CmsConfig;
import io.isthmus.token.Unavailable;
import io.isthmus.token.launch.CmsPerson;
import io.isthmus.token.launch.CmsSessions;
import io.isthmus.token.secret.Hashes;
import io.isthmus.token.verify.UserClaims;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Drupal's session cookie: {@code SESS} or {@code SSESS} and the first 32 hexadecimal digits of the SHA-256 of the
 * cookie domain. Whose it is stands in {@code meta.links.me} of {@code GET /jsonapi}; what the account is, the service
 * account reads.
 *
 * @see <a href="https://www.drupal.org/docs/core-modules-and-themes/core-modules/jsonapi-module">JSON:API module</a>
 */
@Singleton
public class DrupalSessions implements CmsSessions {

    private static final Logger LOG = Logger.getLogger(DrupalSessions.class);
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern COOKIE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]{1,512}");
    private static final int NAME_DIGITS = 32;

    private final DrupalConnection drupal;
    private final CmsConfig config;

    @Inject
    DrupalSessions(DrupalConnection drupal, CmsConfig config) {
        this.drupal = drupal;
        this.config = config;
    }

    @Override
    public List<String> cookieNames() {
        String domain = config.cookieDomain().orElseGet(() -> config.site().getHost());
        String digits = HexFormat.of()
                .formatHex(Hashes.sha256(domain.getBytes(StandardCharsets.UTF_8)))
                .substring(0, NAME_DIGITS);
        return List.of(("https".equals(config.site().getScheme()) ? "SSESS" : "SESS") + digits);
    }

    @Override
    public Uni<Optional<CmsPerson>> whose(String cookieName, String cookieValue) {
        if (!cookieNames().contains(cookieName) || !COOKIE.matcher(cookieValue).matches()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return drupal.get("/jsonapi", Map.of("Cookie", cookieName + "=" + cookieValue))
                .map(answer -> answer.at("/meta/links/me/meta/id").asText())
                .flatMap(uuid -> UUID.matcher(uuid).matches()
                        ? account(uuid).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<CmsPerson> account(String uuid) {
        String credentials = config.user() + ":" + config.password().orElse("");
        String basic = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return drupal.get("/jsonapi/user/user/" + uuid, Map.of("Authorization", basic))
                .map(answer -> person(answer.at("/data/attributes")));
    }

    /** Who may not see an account gets 200 and an account without its status: a wrong password shows in nothing else. */
    private CmsPerson person(JsonNode attributes) {
        JsonNode uid = attributes.path("drupal_internal__uid");
        if (!attributes.path("status").isBoolean()
                || !uid.isIntegralNumber()
                || !attributes.path("name").isTextual()) {
            LOG.error("the CMS does not show accounts to the service account: check isthmus.cms.user and its password");
            throw new Unavailable(Unavailable.Dependency.CMS);
        }
        Optional<String> email = text(attributes, "mail");
        return new CmsPerson(
                attributes.path("status").booleanValue(),
                new UserClaims(
                        Optional.of(uid.asText()),
                        attributes.path("name").textValue(),
                        email,
                        email.isPresent() && config.emailVerified(),
                        text(attributes, config.fields().firstName()),
                        text(attributes, config.fields().lastName()),
                        text(attributes, "preferred_langcode"),
                        text(attributes, config.fields().city()),
                        text(attributes, config.fields().country())));
    }

    private static Optional<String> text(JsonNode attributes, String name) {
        return Optional.ofNullable(attributes.path(name).textValue()).filter(value -> !value.isBlank());
    }
}
