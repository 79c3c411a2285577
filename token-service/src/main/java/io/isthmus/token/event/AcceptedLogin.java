package io.isthmus.token.event;

import io.isthmus.token.verify.Subject;
import io.isthmus.token.verify.UserClaims;

/** A token was accepted of somebody who has no known link yet. */
public record AcceptedLogin(String loginId, Subject subject, String lmsSource, String clientId, UserClaims user) {}
