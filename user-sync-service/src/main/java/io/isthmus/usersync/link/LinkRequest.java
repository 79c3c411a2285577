package io.isthmus.usersync.link;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which two accounts are one person's. */
@Schema(
        name = "LinkRequest",
        requiredProperties = {"cmsSource", "cmsUid", "lmsSource", "lmsUserId"})
record LinkRequest(
        @Nullable String cmsSource,
        @Nullable String cmsUid,
        @Nullable String lmsSource,
        @Nullable String lmsUserId) {}
