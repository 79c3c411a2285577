package io.isthmus.usersync.drupal;

/** The CMS cannot answer now. A type of its own, so that the breaker counts this and nothing else. */
final class CmsDown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason such as {@code cms-timed-out} */
    CmsDown(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
