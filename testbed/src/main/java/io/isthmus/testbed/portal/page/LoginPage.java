package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.SiteSettings;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.Users;
import io.isthmus.testbed.portal.session.LoginResult;
import io.isthmus.testbed.portal.session.LoginResult.Accepted;
import io.isthmus.testbed.portal.session.LoginResult.AccountLocked;
import io.isthmus.testbed.portal.session.LoginResult.AddressLocked;
import io.isthmus.testbed.portal.session.LoginResult.Blocked;
import io.isthmus.testbed.portal.session.Logins;
import io.isthmus.testbed.portal.web.Requests;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logging in; its form is bound to the browser by a cookie of its own, since there is no session yet. */
final class LoginPage {

    private static final String COOKIE = "portal_form";
    private static final String AFTERWARDS = "/learning";

    private final PageKit kit;
    private final SiteSettings site;
    private final Users users;
    private final Logins logins;
    private final FormSeal seal = new FormSeal();

    LoginPage(PageKit kit, SiteSettings site, Users users, Logins logins) {
        this.kit = kit;
        this.site = site;
        this.users = users;
        this.logins = logins;
    }

    void mount(Router router) {
        router.get("/user/login").blockingHandler(this::show, false);
        router.post("/user/login").blockingHandler(this::login, false);
    }

    private void show(RoutingContext context) {
        if (kit.visitor(context).isPresent()) {
            kit.redirect(context, destination(context));
            return;
        }
        page(context, 200, "", null);
    }

    private void login(RoutingContext context) {
        String name = context.request().getFormAttribute("name");
        String password = context.request().getFormAttribute("pass");
        if (name == null || password == null) {
            page(context, 200, "", null);
            return;
        }
        Cookie cookie = context.request().getCookie(COOKIE);
        if (cookie == null || !seal.holds(cookie.getValue(), context.request().getFormAttribute("form_token"))) {
            page(context, 403, name, "That took too long. Please try once more.");
            return;
        }
        LoginResult result = logins.byForm(name.strip(), password, Requests.address(context));
        if (result instanceof Accepted accepted) {
            welcome(context, accepted.user());
            return;
        }
        page(
                context,
                result instanceof AccountLocked || result instanceof AddressLocked ? 403 : 422,
                name,
                why(result));
    }

    private void welcome(RoutingContext context, PortalUser user) {
        users.seen(user.uid(), true);
        kit.visitor(context).ifPresent(old -> kit.authentication().close(context, old.session()));
        kit.authentication().open(context, user.uid());
        kit.redirect(context, destination(context));
    }

    private static String why(LoginResult result) {
        if (result instanceof Blocked) {
            return "This account is blocked or has not been activated yet.";
        }
        if (result instanceof AccountLocked) {
            return "There were too many wrong passwords for this account. Please try again in a few hours.";
        }
        if (result instanceof AddressLocked) {
            return "There were too many wrong passwords from your network. Please try again in an hour.";
        }
        return "We don’t know this username with this password. Please check both.";
    }

    private void page(RoutingContext context, int status, String name, @Nullable String error) {
        Cookie known = context.request().getCookie(COOKIE);
        String value = known == null ? seal.newValue() : known.getValue();
        if (known == null) {
            context.response()
                    .addCookie(Cookie.cookie(COOKIE, value)
                            .setPath("/user/login")
                            .setHttpOnly(true)
                            .setSameSite(CookieSameSite.LAX));
        }
        Map<String, Object> data = new HashMap<>();
        data.put("name", name);
        data.put("error", error);
        data.put("loginToken", seal.of(value));
        data.put("destination", destination(context));
        data.put("hints", site.showSamplePeople());
        kit.send(context, status, "login", "Log in", data);
    }

    /** @return a path on this site, whatever was asked for */
    private static String destination(RoutingContext context) {
        String asked = context.request().getParam("destination");
        if (asked == null || !asked.startsWith("/") || asked.startsWith("//")) {
            return AFTERWARDS;
        }
        return asked.chars().anyMatch(c -> c == '\\' || c < ' ') ? AFTERWARDS : asked;
    }
}
