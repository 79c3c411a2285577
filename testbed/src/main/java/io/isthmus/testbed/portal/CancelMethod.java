package io.isthmus.testbed.portal;

/** What Drupal's {@code user.settings cancel_method} makes of a DELETE. */
public enum CancelMethod {

    /** {@code user_cancel_block}, Drupal's default: the account stays and is blocked. */
    BLOCK,

    /** {@code user_cancel_delete}: the account is gone. */
    DELETE
}
