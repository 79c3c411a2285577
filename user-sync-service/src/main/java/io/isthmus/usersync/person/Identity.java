package io.isthmus.usersync.person;

/**
 * One of the ways in which a person is known.
 *
 * @param deleted the source said that it has deleted them, and has not had them since
 */
public record Identity(PersonKey key, boolean deleted) {}
