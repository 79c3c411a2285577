package io.isthmus.token.link;

import java.util.Optional;

/**
 * A record of the links' topic as far as it was understood.
 *
 * @param key of the record, which is the link's
 * @param link empty for a tombstone
 */
record LinkRecord(int partition, long offset, String key, Optional<Link> link) {}
