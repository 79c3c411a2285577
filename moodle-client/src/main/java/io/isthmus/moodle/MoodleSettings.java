package io.isthmus.moodle;

import java.net.URI;
import java.time.Duration;

/**
 * Where a Moodle is and how long it may take.
 *
 * @param url the site's wwwroot, with its path if it has one; {@code http} or {@code https}
 * @param timeout for a whole call, from the connection to the last byte; for a download, to its first byte and
 *     between two parts
 * @param maxResponseBytes what is longer is refused, however it is sent
 */
public record MoodleSettings(URI url, MoodleToken token, Duration timeout, int maxResponseBytes) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    public static final int DEFAULT_MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

    public MoodleSettings {
        if (url.getHost() == null || !"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException("the URL of a Moodle is http(s)://host[:port][/path]");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("the URL of a Moodle has no user, query or fragment");
        }
        if (timeout.toMillis() < 1 || maxResponseBytes < 1) {
            throw new IllegalArgumentException("time-out and size of a response are positive");
        }
    }

    /** With the default time-out of 5 s and at most 16 MiB a response. */
    public MoodleSettings(URI url, MoodleToken token) {
        this(url, token, DEFAULT_TIMEOUT, DEFAULT_MAX_RESPONSE_BYTES);
    }

    boolean ssl() {
        return "https".equals(url.getScheme());
    }

    int port() {
        if (url.getPort() != -1) {
            return url.getPort();
        }
        return ssl() ? 443 : 80;
    }

    /** @param localPath begins with a slash */
    String resolve(String localPath) {
        String root = url.getRawPath() == null ? "" : url.getRawPath();
        return (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + localPath;
    }
}
