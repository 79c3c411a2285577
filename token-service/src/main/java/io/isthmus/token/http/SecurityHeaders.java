package io.isthmus.token.http;

import io.isthmus.token.Issuer;
import io.isthmus.token.LmsConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;

/** Headers of every answer, so that none is forgotten. */
@Singleton
public class SecurityHeaders {

    private static final int PRIORITY = 100;
    private static final String A_YEAR = "max-age=31536000; includeSubDomains";

    private final boolean secure;
    private final String contentSecurityPolicy;

    @Inject
    public SecurityHeaders(Issuer issuer, LmsConfig lms) {
        this.secure = issuer.secure();
        this.contentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' "
                + origin(lms.site()) + "; frame-ancestors 'none'; base-uri 'none'";
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, PRIORITY);
    }

    private void add(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Content-Security-Policy", contentSecurityPolicy);
        headers.set("X-Frame-Options", "DENY");
        if (secure) {
            headers.set("Strict-Transport-Security", A_YEAR);
        }
        String path = context.normalizedPath();
        boolean cacheable = path.startsWith("/.well-known/") || path.endsWith(".css");
        headers.set("Cache-Control", cacheable ? "public, max-age=300" : "no-store");
        context.next();
    }

    /** A form's answer may redirect there: browsers hold redirects after a form to {@code form-action}. */
    private static String origin(URI site) {
        return site.getScheme() + "://" + site.getAuthority();
    }
}
