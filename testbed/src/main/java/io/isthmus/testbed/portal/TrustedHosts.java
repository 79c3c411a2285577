package io.isthmus.testbed.portal;

import io.isthmus.testbed.portal.web.RequestOrigin;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Set;

/** Drupal's {@code trusted_host_patterns}: other names are not answered to. */
final class TrustedHosts implements Handler<RoutingContext> {

    private final SiteSettings site;
    private final Set<String> hosts;

    TrustedHosts(PortalOptions options) {
        this.site = options.site();
        this.hosts = new HashSet<>(site.trustedHosts());
        if (!hosts.isEmpty() && options.publicUrl() != null) {
            hosts.add(options.publicUrl().getHost());
        }
    }

    @Override
    public void handle(RoutingContext context) {
        if (hosts.isEmpty()
                || hosts.contains(RequestOrigin.of(context.request(), site).host())) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(400)
                .putHeader("Content-Type", "text/html; charset=UTF-8")
                .putHeader("Cache-Control", "no-cache, private")
                .end("The provided host name is not valid for this server.");
    }
}
