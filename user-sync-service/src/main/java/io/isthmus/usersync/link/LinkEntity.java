package io.isthmus.usersync.link;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A link as it is shown; it is written by {@link Links}. */
@Entity(name = "Link")
@Table(name = "link")
@Immutable
@IdClass(LinkEntity.Key.class)
class LinkEntity {

    @Id
    String cmsSource = "";

    @Id
    String cmsUid = "";

    @Id
    String lmsSource = "";

    String lmsUserId = "";

    @Nullable
    String cmsUsername;

    @Nullable
    String lmsUsername;

    String status = "";

    @Nullable
    String reason;

    long version;
    Instant createdAt = Instant.EPOCH;
    Instant updatedAt = Instant.EPOCH;

    /** The three that name a link. */
    record Key(String cmsSource, String cmsUid, String lmsSource) implements Serializable {}
}
