package io.isthmus.course.moodle;

import java.net.URI;

/** Moodle's pages for people. */
record LmsPages(URI publicUrl) {

    static String course(String id) {
        return "/course/view.php?id=" + id;
    }

    /** @param module id of the course module */
    static String customcert(String module) {
        return "/mod/customcert/view.php?id=" + module;
    }

    /** @param target begins with a slash */
    String url(String target) {
        String base = publicUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + target;
    }
}
