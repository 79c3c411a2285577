package io.isthmus.testbed.portal.web;

import io.isthmus.testbed.portal.SiteSettings;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
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
        String authority = authority(request).toLowerCase(Locale.ROOT);
        return new RequestOrigin(https ? "https" : "http", authority, authority.replaceFirst(":\\d+$", ""));
    }

    /** HTTP/2 says it in a pseudo-header, so there need be no {@code Host}. */
    private static String authority(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        String header = authority == null ? request.getHeader("Host") : authority.toString();
        return header == null ? "localhost" : header;
    }

    public boolean secure() {
        return "https".equals(scheme);
    }

    /** @param path absolute, encoded */
    public String url(String path) {
        return scheme + "://" + authority + path;
    }
}
