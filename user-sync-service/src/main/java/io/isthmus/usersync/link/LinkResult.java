package io.isthmus.usersync.link;

/** What became of the wish to link two accounts. */
public sealed interface LinkResult {

    record Made(Link link) implements LinkResult {}

    record WasThere(Link link) implements LinkResult {}

    /** @param code a reason code; the problem's type */
    record Refused(String code, String detail, boolean missing) implements LinkResult {}
}
