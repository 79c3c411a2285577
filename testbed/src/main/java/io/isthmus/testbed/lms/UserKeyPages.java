package io.isthmus.testbed.lms;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The login and logout pages of auth_userkey. As in the plugin, {@code wantsurl} is an open redirect, and nobody asks
 * whether the account is suspended.
 *
 * @see <a href="https://github.com/catalyst/moodle-auth_userkey">auth_userkey</a>
 */
final class UserKeyPages implements LmsSite.Mounted {

    static final String LOGIN = "/auth/userkey/login.php";

    private final UserKeys keys;
    private final Browser browser;

    UserKeyPages(UserKeys keys, Browser browser) {
        this.keys = keys;
        this.browser = browser;
    }

    @Override
    public void mount(Router router) {
        router.get(LOGIN).handler(this::login);
        router.get("/auth/userkey/logout.php").handler(this::logout);
    }

    private void login(RoutingContext context) {
        String key = browser.parameter(context, "key");
        String wantsUrl = browser.parameter(context, "wantsurl");
        OptionalLong owner = keys.owner(key);
        if (owner.isEmpty()) {
            if (browser.user(context).isPresent()) {
                browser.logout(context);
            }
            browser.refuse(context, "Incorrect key");
            return;
        }
        Optional<LmsUser> current = browser.user(context);
        if (current.isPresent() && current.get().id() != owner.getAsLong()) {
            browser.logout(context);
            browser.redirect(
                    context, LOGIN + "?key=" + key + (wantsUrl.isEmpty() ? "" : "&wantsurl=" + encoded(wantsUrl)));
            return;
        }
        keys.delete(owner.getAsLong());
        if (current.isEmpty()) {
            browser.login(context, owner.getAsLong());
        }
        browser.redirect(context, wantsUrl);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Ends the session of an account with auth=userkey; any other gets a refusal and stays logged in. */
    private void logout(RoutingContext context) {
        Optional<LmsUser> user = browser.user(context);
        if (user.isPresent() && !user.get().auth().equals("userkey")) {
            browser.refuse(context, "Incorrect logout request");
            return;
        }
        browser.logout(context);
        browser.redirect(context, browser.local(context, browser.parameter(context, "return")));
    }
}
