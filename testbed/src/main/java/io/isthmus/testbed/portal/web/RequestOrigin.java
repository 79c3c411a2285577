package io.isthmus.testbed.portal.web;

import io.isthmus.testbed.portal.SiteSettings;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/**
 * Where the caller believes the site to be; links and the session cookie follow it.
 *
 * @param scheme {@code http} or {@code https}
 * @param authority host with port, if there was one
 * @param host without the port; an IPv6 address keeps its brackets
 */
public record RequestOrigin(String scheme, String authority, String host) {

    public static RequestOrigin of(HttpServerRequest request, SiteSettings site) {
        boolean https = site.trustForwardedProto() && "https".equals(request.getHeader("X-Forwarded-Proto"));
        String header = request.getHeader("Host");
        String authority = header == null ? "localhost" : header.toLowerCase(Locale.ROOT);
        return new RequestOrigin(https ? "https" : "http", authority, authority.replaceFirst(":\\d+$", ""));
    }

    public boolean secure() {
        return "https".equals(scheme);
    }

    /** @param path absolute, encoded */
    public String url(String path) {
        return scheme + "://" + authority + path;
    }
}
