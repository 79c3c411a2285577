package io.isthmus.usersync.journal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Whether somebody is working on a person, for those who look at the journal. */
@Entity(name = "Person")
@Table(name = "person")
@Immutable
class PersonEntity {

    @Id
    long id;

    @Nullable
    Instant leaseUntil;

    @Nullable
    Instant nextAt;
}
