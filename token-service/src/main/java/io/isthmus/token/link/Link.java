package io.isthmus.token.link;

import java.util.Optional;

/**
 * Which LMS account belongs to a person.
 *
 * @param cmsUsername in normal form, as last read at the CMS
 */
public record Link(
        String cmsSource,
        String cmsUid,
        String lmsSource,
        Optional<String> cmsUsername,
        String lmsUserId,
        LinkStatus status) {

    /** @return {@code cmsSource:uid:lmsSource}, the key of its records */
    public String key() {
        return key(cmsSource, cmsUid, lmsSource);
    }

    static String key(String cmsSource, String cmsUid, String lmsSource) {
        return cmsSource + ":" + cmsUid + ":" + lmsSource;
    }

    @Override
    public String toString() {
        return "Link[hidden]";
    }
}
