package io.isthmus.usersync.link;

import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.person.Suppressed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;

/** Lets a test make the links. */
public final class LinkStores {

    private LinkStores() {}

    public static Linking linking(
            Pool pool,
            Persons persons,
            Links links,
            Journal journal,
            CmsAccounts cms,
            LmsAccounts lms,
            Sources sources) {
        return new Linking(pool, persons, links, journal, cms, lms, sources, Suppressed.NOBODY, () -> {}, () -> {});
    }

    /** What an operator does by {@code DELETE /v1/links/…}; false if there is no link. */
    public static Uni<Boolean> unlink(Linking linking, String cmsUid) {
        return linking.unlink(cmsUid);
    }

    public static Links of(Pool pool, Outbox outbox, Sources sources, Clock clock) {
        return new Links(pool, outbox, sources, clock);
    }
}
