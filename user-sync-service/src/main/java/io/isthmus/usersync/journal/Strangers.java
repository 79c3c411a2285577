package io.isthmus.usersync.journal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Sources whose events are left alone: each is told of once, since it may be one of ours whose name is misspelt. */
final class Strangers {

    private static final Logger LOG = Logger.getLogger(Strangers.class);
    private static final int MOST = 50;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param channel the way its event came */
    void saw(String source, String channel) {
        if (known.size() < MOST && known.add(source)) {
            LOG.infof(
                    "left to another installation: source=%s channel=%s", source.replaceAll("\\p{Cntrl}", ""), channel);
        }
    }
}
