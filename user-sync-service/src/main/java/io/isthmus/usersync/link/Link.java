package io.isthmus.usersync.link;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That an account of the LMS belongs to a user of the CMS, or did.
 *
 * @param cmsUsername login name at the CMS as last read; null until it has been
 * @param lmsUsername login name at the LMS as last read; null until it has been
 * @param reason why it is unlinked, a reason code; null while it is not
 * @param version grows with every change; 0 before it is first saved
 */
public record Link(
        String cmsSource,
        String cmsUid,
        String lmsSource,
        String lmsUserId,
        @Nullable String cmsUsername,
        @Nullable String lmsUsername,
        Status status,
        @Nullable String reason,
        long version) {

    /** Whether the account may be used. */
    public enum Status {
        LINKED,
        SUSPENDED,
        UNLINKED;

        /** @return as in tables, events and the API */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public boolean isLinked() {
        return status != Status.UNLINKED;
    }

    /** @return Kafka's key of this link */
    public String key() {
        return cmsSource + ":" + cmsUid + ":" + lmsSource;
    }

    public Link unlinked(String why) {
        return new Link(
                cmsSource, cmsUid, lmsSource, lmsUserId, cmsUsername, lmsUsername, Status.UNLINKED, why, version);
    }

    /** As the two sides are now. */
    public Link as(@Nullable String cmsName, @Nullable String lmsName, boolean suspended) {
        return new Link(
                cmsSource,
                cmsUid,
                lmsSource,
                lmsUserId,
                cmsName,
                lmsName,
                suspended ? Status.SUSPENDED : Status.LINKED,
                null,
                version);
    }

    Link withVersion(long saved) {
        return new Link(cmsSource, cmsUid, lmsSource, lmsUserId, cmsUsername, lmsUsername, status, reason, saved);
    }
}
