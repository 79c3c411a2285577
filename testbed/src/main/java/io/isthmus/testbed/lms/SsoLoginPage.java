package io.isthmus.testbed.lms;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The login page of local_ssologin, with just-in-time accounts, profile sync and the unsigned mode switched off. As in
 * the plugin an unknown username falls back to the e-mail and renames the match, and nobody asks whether the account
 * is suspended.
 */
final class SsoLoginPage implements LmsSite.Mounted {

    static final String PATH = "/local/ssologin/login.php";
    private static final long MAX_AGE_SECONDS = 300;
    private static final String INVALID = "Invalid or expired token.";

    private final LmsState state;
    private final Browser browser;
    private final Clock clock;
    private final SsoLoginToken tokens;
    private final Map<String, Long> usedNonces = new HashMap<>();

    SsoLoginPage(LmsState state, Browser browser, LmsOptions options) {
        this.state = state;
        this.browser = browser;
        clock = options.clock();
        tokens = new SsoLoginToken(options.ssologinSecret());
    }

    @Override
    public void mount(Router router) {
        router.get(PATH).handler(this::login);
    }

    private void login(RoutingContext context) {
        Optional<JsonNode> token = tokens.open(browser.parameter(context, "data"), browser.parameter(context, "sig"))
                .filter(this::isFresh);
        if (token.isEmpty()) {
            browser.refuse(context, INVALID);
            return;
        }
        String username = token.get().path("username").asText();
        Optional<LmsUser> user = account(username, token.get().path("email").asText());
        if (user.isEmpty()) {
            browser.refuse(context, "SSO login failed for user: " + username);
            return;
        }
        browser.login(context, user.get().id());
        String target = browser.local(context, browser.parameter(context, "redirect"));
        browser.redirect(context, target.isEmpty() ? "/" : target);
    }

    /** Young enough, and its nonce was not here before. */
    private synchronized boolean isFresh(JsonNode token) {
        long now = clock.instant().getEpochSecond();
        String nonce = token.path("nonce").asText();
        if (nonce.isEmpty() || now - token.path("timestamp").asLong() > MAX_AGE_SECONDS) {
            return false;
        }
        usedNonces.values().removeIf(used -> now - used > 2 * MAX_AGE_SECONDS);
        return usedNonces.putIfAbsent(nonce, now) == null;
    }

    private Optional<LmsUser> account(String username, String email) {
        return state.transaction(() -> state.userByUsername(username)
                .filter(user -> !user.deleted())
                .or(() -> state.users.find("email", email).stream()
                        .filter(user -> !user.deleted() && !email.isEmpty())
                        .findFirst()
                        .map(user -> state.saveUser(user.with("username", username)))));
    }
}
