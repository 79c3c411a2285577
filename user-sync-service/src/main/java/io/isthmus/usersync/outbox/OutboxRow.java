package io.isthmus.usersync.outbox;

/** An event that waits to be sent. */
record OutboxRow(long seq, String topic, String key, String payload) {}
