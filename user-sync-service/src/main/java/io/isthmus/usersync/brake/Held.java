package io.isthmus.usersync.brake;

/**
 * A destructive change that waits for a person to look.
 *
 * @param source whose account would be changed
 * @param decision what would be done, such as {@code suspend}
 */
public record Held(String source, long personId, long journalId, String cmsSource, String cmsUid, String decision) {}
