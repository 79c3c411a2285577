package io.isthmus.token.http;

import io.isthmus.token.Issuer;
import io.isthmus.token.LmsConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Headers of every answer, so that none is forgotten. */
@Singleton
public class SecurityHeaders {

    private static final int PRIORITY = 100;
    private static final CharSequence A_YEAR = text("max-age=31536000; includeSubDomains");
    private static final CharSequence FIVE_MINUTES = text("public, max-age=300");
    private static final CharSequence NO_STORE = text("no-store");
    private static final CharSequence CONTENT_TYPE_OPTIONS = text("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = text("nosniff");
    private static final CharSequence REFERRER_POLICY = text("Referrer-Policy");
    private static final CharSequence NO_REFERRER = text("no-referrer");
    private static final CharSequence CONTENT_SECURITY_POLICY = text("Content-Security-Policy");
    private static final CharSequence FRAME_OPTIONS = text("X-Frame-Options");
    private static final CharSequence DENY = text("DENY");
    private static final CharSequence TRANSPORT_SECURITY = text("Strict-Transport-Security");

    private final boolean secure;
    private final CharSequence contentSecurityPolicy;

    @Inject
    public SecurityHeaders(Issuer issuer, LmsConfig lms) {
        this.secure = issuer.secure();
        this.contentSecurityPolicy = text("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' "
                + origin(lms.site()) + "; frame-ancestors 'none'; base-uri 'none'");
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, PRIORITY);
    }

    private void add(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set(CONTENT_TYPE_OPTIONS, NO_SNIFF);
        headers.set(REFERRER_POLICY, NO_REFERRER);
        headers.set(CONTENT_SECURITY_POLICY, contentSecurityPolicy);
        headers.set(FRAME_OPTIONS, DENY);
        if (secure) {
            headers.set(TRANSPORT_SECURITY, A_YEAR);
        }
        headers.set(HttpHeaders.CACHE_CONTROL, isCacheable(context) ? FIVE_MINUTES : NO_STORE);
        context.next();
    }

    /** The path as it came is looked at first: to normalize it costs as much as all headers. */
    private static boolean isCacheable(RoutingContext context) {
        return isCacheable(context.request().path()) && isCacheable(context.normalizedPath());
    }

    private static boolean isCacheable(@Nullable String path) {
        return path != null && (path.startsWith("/.well-known/") || path.endsWith(".css"));
    }

    /** Written to every answer, so made ready once. */
    private static CharSequence text(String text) {
        return HttpHeaders.createOptimized(text);
    }

    /** A form's answer may redirect there: browsers hold redirects after a form to {@code form-action}. */
    private static String origin(URI site) {
        return site.getScheme() + "://" + site.getAuthority();
    }
}
