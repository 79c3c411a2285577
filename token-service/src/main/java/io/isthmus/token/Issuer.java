package io.isthmus.token;

import java.net.URI;

/**
 * This service's public address, which is also the {@code iss} of its JWTs.
 *
 * @param uri without a slash at its end
 */
public record Issuer(URI uri) {

    public Issuer {
        if (uri.getHost() == null || uri.getRawQuery() != null || uri.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    "isthmus.issuer is a URL such as https://sso.example.org, without a slash at its end");
        }
    }

    /** @return whether people come by https, so that cookies can insist on it */
    public boolean secure() {
        return "https".equals(uri.getScheme());
    }

    /** @param path begins with a slash */
    public String at(String path) {
        return uri + path;
    }
}
