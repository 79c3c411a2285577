package io.isthmus.course.moodle;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Safelist;

/** What teachers write, made harmless. */
final class Html {

    /** Pictures are files of the LMS, which need a login there. */
    private static final Safelist ALLOWED =
            Safelist.relaxed().removeTags("img").addEnforcedAttribute("a", "rel", "nofollow noopener");

    private Html() {}

    /** @return without scripts, styles, pictures, and links to anything but pages and mail */
    static String clean(String html) {
        return Jsoup.clean(html, "", ALLOWED, new Document.OutputSettings().prettyPrint(false));
    }

    static String text(String html) {
        return Jsoup.parseBodyFragment(html).text();
    }
}
