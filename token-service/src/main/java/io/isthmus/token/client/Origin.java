package io.isthmus.token.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Scheme, host and port of a URL (RFC 6454), each as parsed, never as a prefix of a text. */
public record Origin(String scheme, String host, int port) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** @return empty if the URI is not http(s) with a host, or carries user information */
    public static Optional<Origin> of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean https = scheme.equals("https");
        if (uri.getHost() == null || uri.getRawUserInfo() != null || !https && !scheme.equals("http")) {
            return Optional.empty();
        }
        int port = uri.getPort() == -1 ? (https ? HTTPS : HTTP) : uri.getPort();
        return Optional.of(new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port));
    }

    /** @return empty unless the text is an origin and nothing more */
    public static Optional<Origin> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean bare = uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (uri.getRawPath() == null
                            || uri.getRawPath().isEmpty()
                            || uri.getRawPath().equals("/"));
            return bare ? of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        boolean standard = port == (scheme.equals("https") ? HTTPS : HTTP);
        return scheme + "://" + host + (standard ? "" : ":" + port);
    }
}
