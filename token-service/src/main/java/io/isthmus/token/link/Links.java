package io.isthmus.token.link;

import io.isthmus.token.verify.Subject;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** The links known here. */
public interface Links {

    /**
     * The links of a person to accounts of an LMS: by CMS uid none or one; by username as many as there are CMS users
     * who bear it, which is more than one while a name moves from one person to another. Fails with
     * {@link io.isthmus.token.Unavailable} while the links are not all known.
     */
    Uni<List<Link>> find(Subject subject, String lmsSource);

    /** Removes a person's link, ahead of its tombstone. Fails with {@link io.isthmus.token.Unavailable}. */
    Uni<Void> forget(Subject subject, String lmsSource);
}
