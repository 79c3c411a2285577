package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Sources;
import io.vertx.mutiny.sqlclient.Pool;

/** Makes what other packages' tests need of the engine. */
public final class Readings {

    private Readings() {}

    public static LastReadings of(Pool pool, Sources sources) {
        return new LastReadings(new Shadows(pool), sources);
    }
}
