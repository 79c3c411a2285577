package io.isthmus.token.link;

import java.util.Optional;

/**
 * Something was heard of a link; also of one that was known already.
 *
 * @param key {@code cmsSource:uid:lmsSource}
 * @param link empty if it was removed
 */
public record LinkChanged(String key, Optional<Link> link) {

    @Override
    public String toString() {
        return "LinkChanged[hidden]";
    }
}
