package io.isthmus.usersync.journal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;

/** Whom a source means, for those who look at the journal. */
@Entity(name = "PersonKey")
@Table(name = "person_key")
@Immutable
@IdClass(PersonKeyEntity.Key.class)
class PersonKeyEntity {

    @Id
    String source = "";

    @Id
    String externalId = "";

    long personId;

    /** The two that name a person. */
    record Key(String source, String externalId) implements Serializable {}
}
