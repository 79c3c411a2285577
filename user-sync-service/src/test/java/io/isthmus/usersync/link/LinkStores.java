package io.isthmus.usersync.link;

import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.outbox.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;

/** Lets a test make the links. */
public final class LinkStores {

    private LinkStores() {}

    public static Links of(Pool pool, Outbox outbox, Sources sources, Clock clock) {
        return new Links(pool, outbox, sources, clock);
    }
}
