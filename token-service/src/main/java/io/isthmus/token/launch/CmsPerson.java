package io.isthmus.token.launch;

import io.isthmus.token.verify.UserClaims;

/**
 * Somebody as the CMS knows them.
 *
 * @param user with the CMS uid, and the username as the CMS has it
 */
public record CmsPerson(boolean active, UserClaims user) {}
