package io.isthmus.usersync.account;

import java.util.Optional;
import java.util.Set;

/**
 * The sources that are joined, and how the LMS names the CMS's users.
 *
 * @param cms source name of the CMS
 * @param lms source name of the LMS
 * @param keyPrefix before the CMS uid in the LMS's idnumber
 * @param privilegedIds LMS accounts that are never linked and never written: its site administrators
 */
public record Sources(String cms, String lms, String keyPrefix, Set<String> privilegedIds) {

    public Sources {
        privilegedIds = Set.copyOf(privilegedIds);
        if (cms.equals(lms)) {
            throw new IllegalArgumentException("the CMS and the LMS need two source names");
        }
        if (keyPrefix.isBlank()) {
            throw new IllegalArgumentException("the idnumber prefix is not blank");
        }
    }

    public String keyOf(String cmsUid) {
        return keyPrefix + cmsUid;
    }

    /** @return the CMS uid in a key of ours; empty for any other key */
    public Optional<String> uidIn(String key) {
        return key.length() > keyPrefix.length() && key.startsWith(keyPrefix)
                ? Optional.of(key.substring(keyPrefix.length()))
                : Optional.empty();
    }

    /** @return the source name of a side */
    public String of(Side side) {
        return side == Side.CMS ? cms : lms;
    }

    /** @return which side a source is; empty if it is none of ours */
    public Optional<Side> sideOf(String source) {
        if (source.equals(cms)) {
            return Optional.of(Side.CMS);
        }
        return source.equals(lms) ? Optional.of(Side.LMS) : Optional.empty();
    }
}
