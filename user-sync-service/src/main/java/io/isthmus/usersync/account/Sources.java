package io.isthmus.usersync.account;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The sources that are joined, and how the LMS names the CMS's users.
 *
 * @param cms source name of the CMS
 * @param lms source name of the LMS
 * @param keyPrefix before the CMS uid in the LMS's idnumber
 * @param privilegedIds LMS accounts that are never linked and never written: its site administrators
 * @param otherPrefixes what the idnumbers of other CMSs' users begin with: their accounts are none of our business
 */
public record Sources(String cms, String lms, String keyPrefix, Set<String> privilegedIds, Set<String> otherPrefixes) {

    /** Names stand in keys with colons between them, and in paths. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public Sources {
        privilegedIds = Set.copyOf(privilegedIds);
        otherPrefixes = Set.copyOf(otherPrefixes);
        if (!NAME.matcher(cms).matches() || !NAME.matcher(lms).matches()) {
            throw new IllegalArgumentException(
                    "a source name has letters, digits, '.', '_' and '-', at most 63 of them");
        }
        if (cms.equals(lms)) {
            throw new IllegalArgumentException("the CMS and the LMS need two source names");
        }
        if (keyPrefix.isBlank()) {
            throw new IllegalArgumentException("the idnumber prefix is not blank");
        }
        if (Character.isLetterOrDigit(keyPrefix.charAt(keyPrefix.length() - 1))) {
            throw new IllegalArgumentException("the idnumber prefix ends in a sign: after cms, cms21 could be user 21");
        }
        for (String other : otherPrefixes) {
            if (other.isBlank() || other.startsWith(keyPrefix) || keyPrefix.startsWith(other)) {
                throw new IllegalArgumentException("one CMS's idnumber prefix begins with another's");
            }
        }
    }

    /** The only CMS that feeds the LMS. */
    public Sources(String cms, String lms, String keyPrefix, Set<String> privilegedIds) {
        this(cms, lms, keyPrefix, privilegedIds, Set.of());
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

    /** @return whether the key is known to be a user's of another CMS */
    public boolean isOfAnotherCms(String key) {
        return otherPrefixes.stream().anyMatch(key::startsWith);
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
