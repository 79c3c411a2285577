package io.isthmus.token.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.token.Unavailable;
import io.isthmus.token.account.LmsAccount;
import io.isthmus.token.account.LoginConfig.MappingField;
import io.isthmus.token.client.Origin;
import io.isthmus.token.login.LmsDoor;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The plugin auth_userkey: {@code auth_userkey_request_login_url} gives a one-time URL, its parameter {@code wantsurl}
 * goes on anywhere, so only a checked target may stand there.
 *
 * @see <a href="https://moodle.org/plugins/auth_userkey">auth_userkey</a>
 */
final class UserkeyDoor implements LmsDoor {

    private static final Logger LOG = Logger.getLogger(UserkeyDoor.class);

    private final MoodleConnection moodle;
    private final URI site;
    private final MappingField field;

    /** @param site where browsers find the LMS */
    UserkeyDoor(MoodleConnection moodle, URI site, MappingField field) {
        this.moodle = moodle;
        this.site = site;
        this.field = field;
    }

    @Override
    public String name() {
        return "userkey";
    }

    @Override
    public Uni<URI> open(LmsAccount account, Optional<URI> target) {
        Map<String, String> user = field == MappingField.USERNAME
                ? Map.of("username", account.username())
                : Map.of("idnumber", account.idnumber());
        return moodle.call("auth_userkey_request_login_url", Map.of("user", user))
                .map(answer -> loginUrl(answer, target));
    }

    private URI loginUrl(JsonNode answer, Optional<URI> target) {
        try {
            String text = answer.path("loginurl").asText();
            URI url = new URI(text + target.map(UserkeyDoor::wantsurl).orElse(""));
            if (Origin.of(url).isPresent() && Origin.of(url).equals(Origin.of(site)) && url.getRawQuery() != null) {
                return url;
            }
            LOG.error("the LMS gave a login URL of another host; set isthmus.lms.public-url to Moodle's wwwroot");
        } catch (URISyntaxException e) {
            LOG.error("the LMS gave a login URL that is none");
        }
        throw new Unavailable(Unavailable.Dependency.LMS);
    }

    private static String wantsurl(URI target) {
        return "&wantsurl=" + URLEncoder.encode(target.toString(), StandardCharsets.UTF_8);
    }
}
