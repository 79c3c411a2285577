package io.isthmus.usersync.crash;

/** Places in the service where its process may end, by class and method. */
enum Point {
    AFTER_POLL("journal.ChangesConsumer", "append"),
    BEFORE_JOURNAL_COMMIT("person.Persons", "wake"),
    AFTER_JOURNAL_COMMIT("sync.Workers", "arrived"),
    BEFORE_REMOTE_CALL("moodle.GuardedMoodle", "write"),
    AFTER_REMOTE_CALL("moodle.MoodleUsers", "readCreated"),
    BEFORE_RECORDING_COMMIT("person.Leases", "finish"),
    BEFORE_BATCH_COMMIT("person.Leases", "finishAll"),
    AFTER_RECORDING_COMMIT("sync.WorkLoop", "done"),
    BEFORE_OUTBOX_SEND("outbox.OutboxProducer", "send"),
    BEFORE_OUTBOX_MARK("outbox.OutboxTable", "remove"),
    AFTER_OUTBOX_MARK("outbox.OutboxRelay", "await"),
    BEFORE_OFFSET_COMMIT("io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer", "commitAsync"),
    AFTER_OFFSET_COMMIT(
            "org.apache.kafka.clients.consumer.internals.ConsumerCoordinator$OffsetCommitResponseHandler", "handle");

    private final String owner;
    private final String method;

    Point(String owner, String method) {
        this.owner = owner;
        this.method = method;
    }

    String className() {
        return owner.startsWith("io.") || owner.startsWith("org.") ? owner : "io.isthmus.usersync." + owner;
    }

    String method() {
        return method;
    }

    /** Whether the process stops where the method returns; otherwise where it begins. */
    boolean isAtEnd() {
        return this == AFTER_OFFSET_COMMIT;
    }
}
