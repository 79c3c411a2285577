package io.isthmus.usersync.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An entry as it is shown; it is written by {@link Journal}. */
@Entity(name = "Entry")
@Table(name = "journal")
@Immutable
class JournalEntity {

    @Id
    long id;

    Instant receivedAt = Instant.EPOCH;
    String channel = "";

    @Nullable
    String source;

    @Nullable
    String eventId;

    @Nullable
    String type;

    @Nullable
    String origin;

    @Nullable
    Long personId;

    String state = "";

    @Nullable
    String reason;

    @Nullable
    String decision;

    @Column(columnDefinition = "text[]")
    String @Nullable [] fields;

    int attempts;

    @Nullable
    Instant finishedAt;
}
