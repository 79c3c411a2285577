package io.isthmus.course.access;

import io.isthmus.course.source.LmsAccount;
import org.jspecify.annotations.Nullable;

/**
 * A person of a CMS about whom the caller may read. Only {@link Callers} makes one, after it has looked at the token,
 * and what is kept about a person can be looked up by this only.
 */
public final class Subject {

    private final String source;
    private final String cmsUid;

    Subject(String source, String cmsUid) {
        this.source = source;
        this.cmsUid = cmsUid;
    }

    /** @return name of the CMS */
    public String source() {
        return source;
    }

    public String cmsUid() {
        return cmsUid;
    }

    /** @param account that the links give to this person */
    public Account account(LmsAccount account) {
        return new Account(account);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Subject subject && source.equals(subject.source) && cmsUid.equals(subject.cmsUid);
    }

    @Override
    public int hashCode() {
        return 31 * source.hashCode() + cmsUid.hashCode();
    }

    /** An account of a person about whom the caller may read. */
    public static final class Account {

        private final LmsAccount at;

        private Account(LmsAccount at) {
            this.at = at;
        }

        public LmsAccount at() {
            return at;
        }

        public String source() {
            return at.source();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Account account && at.equals(account.at);
        }

        @Override
        public int hashCode() {
            return at.hashCode();
        }
    }
}
