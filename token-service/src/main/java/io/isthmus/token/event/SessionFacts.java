package io.isthmus.token.event;

import io.isthmus.token.verify.Subject;

/** What events tell of a session. */
public record SessionFacts(String sid, Subject subject, String lmsSource, String lmsUserId) {}
