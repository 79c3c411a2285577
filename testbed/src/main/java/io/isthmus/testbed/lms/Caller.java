package io.isthmus.testbed.lms;

/**
 * Who calls a function.
 *
 * @param raw {@code moodlewssettingraw}: text as it is stored, not escaped for HTML
 * @param timezone {@code moodlewssettingtimezone}; empty = the site's
 */
record Caller(LmsToken token, LmsUser user, boolean raw, String timezone) {

    boolean may(Capability capability) {
        return token.has(capability);
    }

    void require(Capability capability) {
        if (!may(capability)) {
            throw MoodleError.noPermission(capability);
        }
    }

    /** Moodle's format_string: no tags, and "&amp;" escaped, unless raw text was asked for. */
    String format(String text) {
        if (raw) {
            return text;
        }
        return ParamType.TEXT.clean(text).replaceAll("&(?!#?\\w+;)", "&amp;");
    }
}
