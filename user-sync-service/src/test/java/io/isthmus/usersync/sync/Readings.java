package io.isthmus.usersync.sync;

import io.vertx.mutiny.sqlclient.Pool;

/** Makes what other packages' tests need of the engine. */
public final class Readings {

    private Readings() {}

    public static LastReadings of(Pool pool) {
        return new LastReadings(new Shadows(pool));
    }
}
