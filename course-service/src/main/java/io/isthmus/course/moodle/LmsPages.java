package io.isthmus.course.moodle;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Moodle's pages for people.
 *
 * @param launch of token-service: logs a person in at the LMS and leads on to a page there
 */
record LmsPages(URI publicUrl, URI launch) {

    static String course(String id) {
        return "/course/view.php?id=" + id;
    }

    /** @param module id of the course module */
    static String customcert(String module) {
        return "/mod/customcert/view.php?id=" + module;
    }

    /** @param hash of the award */
    static String badge(String hash) {
        return "/badges/badge.php?hash=" + hash;
    }

    /** @param target begins with a slash */
    String url(String target) {
        String base = publicUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + target;
    }

    String launchUrl(String target) {
        return launch + "?target=" + URLEncoder.encode(target, StandardCharsets.UTF_8);
    }
}
