package io.isthmus.local;

import io.isthmus.local.WebBrowser.Page;
import java.util.Map;

/** A person at the portal, with a browser of their own. */
final class PortalVisitor {

    private final WebBrowser browser = new WebBrowser();
    private final String portal;

    PortalVisitor(StackProcess stack) {
        portal = stack.url(Port.PORTAL);
    }

    /** The password of the sample people is their username. */
    void logIn(String username) {
        Page login = open("/user/login");
        Page landed =
                browser.submit(login.form("form[action=/user/login]"), Map.of("name", username, "pass", username));
        if (landed.document().selectFirst("form[action=/user/logout]") == null) {
            throw new AssertionError(username + " could not log in: " + landed.text());
        }
    }

    /** @return the page that hands the person over to token-service */
    Page startCourse(String course) {
        return submit(open(course), "form[action$=/start]");
    }

    Page submit(Page page, String form) {
        return browser.submit(page.form(form), Map.of());
    }

    Page open(String path) {
        return browser.open(portal + path);
    }

    WebBrowser browser() {
        return browser;
    }
}
