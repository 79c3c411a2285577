package io.isthmus.usersync.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A link, as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Link")
record LinkView(
        String cmsSource,
        String cmsUid,
        String lmsSource,
        String lmsUserId,
        @Nullable String cmsUsername,
        @Nullable String lmsUsername,

        @Schema(enumeration = {"linked", "suspended", "unlinked"})
        String status,

        @Schema(description = "Why it is unlinked.") @Nullable
        String reason,

        @Schema(description = "Grows with every change.") long version,
        @Nullable Instant updatedAt) {

    static LinkView of(LinkEntity link) {
        return new LinkView(
                link.cmsSource,
                link.cmsUid,
                link.lmsSource,
                link.lmsUserId,
                link.cmsUsername,
                link.lmsUsername,
                link.status,
                link.reason,
                link.version,
                link.updatedAt);
    }

    static LinkView of(Link link) {
        return new LinkView(
                link.cmsSource(),
                link.cmsUid(),
                link.lmsSource(),
                link.lmsUserId(),
                link.cmsUsername(),
                link.lmsUsername(),
                link.status().code(),
                link.reason(),
                link.version(),
                null);
    }
}
