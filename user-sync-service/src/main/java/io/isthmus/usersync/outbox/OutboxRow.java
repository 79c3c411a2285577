package io.isthmus.usersync.outbox;

import org.jspecify.annotations.Nullable;

/**
 * An event that waits to be sent.
 *
 * @param payload null for a tombstone
 */
record OutboxRow(
        long seq, String topic, String key, @Nullable String payload) {}
