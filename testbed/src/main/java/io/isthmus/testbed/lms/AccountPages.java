package io.isthmus.testbed.lms;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moodle's own login and logout, and the page where people edit their profile. */
final class AccountPages implements LmsSite.Mounted {

    private static final String LOGIN = "/login/index.php";
    private static final String EDIT = "/user/edit.php";

    private final LmsState state;
    private final Browser browser;
    private final @Nullable URI launchUrl;
    private final @Nullable URI logoutRedirect;

    AccountPages(LmsState state, Browser browser, @Nullable URI launchUrl, @Nullable URI logoutRedirect) {
        this.state = state;
        this.browser = browser;
        this.launchUrl = launchUrl;
        this.logoutRedirect = logoutRedirect;
    }

    @Override
    public void mount(Router router) {
        router.get(LOGIN).handler(context -> loginForm(context, "", browser.parameter(context, "wantsurl"), ""));
        router.post(LOGIN).handler(context -> browser.form(context, false, form -> login(context, form)));
        router.get("/login/logout.php").handler(this::logout);
        router.get(EDIT).handler(context -> editForm(context, ""));
        router.post(EDIT).handler(context -> browser.form(context, true, form -> edit(context, form)));
    }

    private void loginForm(RoutingContext context, String error, String wantsUrl, String username) {
        var data = new LinkedHashMap<String, Object>();
        data.put("error", error);
        data.put("wantsurl", wantsUrl);
        data.put("username", username);
        if (launchUrl != null) {
            String target = wantsUrl.isEmpty() ? "/my/" : wantsUrl;
            data.put("launch", launchUrl + "?target=" + URLEncoder.encode(target, StandardCharsets.UTF_8));
        }
        browser.show(context, "Log in to the site", "login", data);
    }

    /** The password is the username, whatever the account's authentication: a convenience of the stand-in. */
    private void login(RoutingContext context, Map<String, Object> form) {
        String username = RestServer.text(form, "username").strip().toLowerCase(Locale.ROOT);
        Optional<LmsUser> user = state.userByUsername(username)
                .filter(found ->
                        !found.suspended() && !found.deleted() && !found.auth().equals("nologin"))
                .filter(found -> found.id() != SampleWorld.GUEST)
                .filter(found -> RestServer.text(form, "password").equals(found.username()));
        String wantsUrl = RestServer.text(form, "wantsurl");
        if (user.isEmpty()) {
            loginForm(context, "Invalid login, please try again", wantsUrl, username);
            return;
        }
        browser.login(context, user.get().id());
        String local = browser.local(context, wantsUrl);
        browser.redirect(context, local.isEmpty() ? "/my/" : local);
    }

    /** Without the session's key Moodle asks first. */
    private void logout(RoutingContext context) {
        Optional<Sessions.Session> session = browser.session(context);
        if (session.isPresent() && !session.get().sesskey().equals(browser.parameter(context, "sesskey"))) {
            browser.show(context, "Log out", "logout", Map.of());
            return;
        }
        boolean ofUserKey = browser.user(context)
                .map(LmsUser::auth)
                .filter("userkey"::equals)
                .isPresent();
        browser.logout(context);
        browser.redirect(context, ofUserKey && logoutRedirect != null ? logoutRedirect.toString() : "/");
    }

    private void editForm(RoutingContext context, String error) {
        if (browser.user(context).isEmpty()) {
            browser.redirect(context, LOGIN + "?wantsurl=" + EDIT);
            return;
        }
        browser.show(context, "Edit profile", "edit", Map.of("countries", countries(), "error", error));
    }

    private void edit(RoutingContext context, Map<String, Object> form) {
        Optional<LmsUser> user = browser.user(context);
        if (user.isEmpty()) {
            browser.redirect(context, LOGIN);
            return;
        }
        LmsUser changed = user.get()
                .with("city", RestServer.text(form, "city").strip())
                .with("country", RestServer.text(form, "country"));
        try {
            UserFields.checkLengths(changed);
        } catch (MoodleError e) {
            editForm(context, "The city has at most 120 characters.");
            return;
        }
        state.saveUser(changed);
        browser.redirect(context, "/my/");
    }

    /** A country of the select list. */
    public record Country(String code, String name) {}

    private static List<Country> countries() {
        return Arrays.stream(Locale.getISOCountries())
                .map(code -> new Country(code, new Locale("", code).getDisplayCountry(Locale.ENGLISH)))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }
}
