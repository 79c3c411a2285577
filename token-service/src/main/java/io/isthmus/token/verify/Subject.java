package io.isthmus.token.verify;

/**
 * A person at a CMS.
 *
 * @param source the CMS
 * @param id the CMS uid, or {@code name:<username>} where a token names no uid; a uid has no colon
 */
public record Subject(String source, String id) {

    private static final String BY_NAME = "name:";

    public static Subject ofUid(String source, String uid) {
        return new Subject(source, uid);
    }

    public static Subject ofUsername(String source, String username) {
        return new Subject(source, BY_NAME + username);
    }

    public boolean isByName() {
        return id.startsWith(BY_NAME);
    }

    /** @return {@code source:id}, the key of the person's events */
    public String key() {
        return source + ":" + id;
    }

    @Override
    public String toString() {
        return "Subject[hidden]";
    }
}
