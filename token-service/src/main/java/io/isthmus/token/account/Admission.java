package io.isthmus.token.account;

import io.isthmus.token.link.Link;
import io.isthmus.token.verify.RefusalReason;

/** Whether a person may enter the LMS now. */
public sealed interface Admission {

    /** They may, as this account. */
    record Admitted(Link link, LmsAccount account) implements Admission {}

    /** Nothing is known of an account of theirs. */
    record Unknown() implements Admission {}

    record Denied(RefusalReason reason) implements Admission {}
}
