package io.isthmus.usersync.sync;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.remote.Recovered;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Has those who wait for a side looked at again when it is well, and not only when their back-off is over: so many at
 * most, one after the other, the rest as they would have been.
 */
@Singleton
class Awakening {

    private static final Logger LOG = Logger.getLogger(Awakening.class);
    private static final int MOST = 10_000;
    private static final Duration APART = Duration.ofMillis(5);

    private final Persons persons;

    Awakening(Persons persons) {
        this.persons = persons;
    }

    void wake(@Observes Recovered recovered) {
        persons.hurry(recovered.side() + "-", MOST, APART)
                .subscribe()
                .with(
                        woken -> LOG.infof("woken: side=%s persons=%d", recovered.side(), woken),
                        failure -> LOG.warnf("nobody woken: cause=%s", Sql.reason(failure)));
    }
}
