package io.isthmus.usersync.account;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Which accounts of the LMS have changed, where the LMS can tell. */
@FunctionalInterface
public interface LmsChanges {

    /**
     * May fail with {@link RemoteFault}.
     *
     * @param since changed at this time or later
     * @param page from 0; while one is read, others may move to a later page, never to an earlier one
     * @return ids of accounts, the last changed first; empty after the last page; deleted accounts are not among them
     */
    Uni<List<String>> changedSince(Instant since, int page);
}
