package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.IsthmusSettings;
import io.isthmus.testbed.portal.learning.TokenService.LoginToken;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Map;

/**
 * A page whose form takes a token to token-service, at once or by its button, so that no token stands in a URL.
 *
 * @param action where the form goes
 * @param back for those who would rather not
 */
record HandOver(String title, String text, String button, String action, Map<String, String> fields, String back) {

    static HandOver login(IsthmusSettings settings, LoginToken token, String back) {
        return new HandOver(
                "Taking you to your course",
                "You are being logged in at the learning platform. This takes a moment.",
                "Continue to the course",
                at(settings, "/sso/login"),
                token.fields(),
                back);
    }

    static HandOver logout(IsthmusSettings settings, LoginToken token) {
        return new HandOver(
                "Logging you out",
                "You are logged out here. Your session at the learning platform is ended next.",
                "Finish logging out",
                at(settings, "/sso/logout"),
                token.fields(),
                "/");
    }

    private static String at(IsthmusSettings settings, String path) {
        URI elsewhere = settings.tokenServiceForBrowsers();
        return elsewhere == null ? path : elsewhere.toString().replaceFirst("/+$", "") + path;
    }

    static void send(PageKit kit, RoutingContext context, HandOver handOver) {
        kit.sendHandOver(context, handOver.title(), Map.of("handOver", handOver));
    }

    @Override
    public String toString() {
        return "HandOver[" + action + "]";
    }
}
