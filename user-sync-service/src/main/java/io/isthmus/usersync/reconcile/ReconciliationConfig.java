package io.isthmus.usersync.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When both sides are compared, and what is not believed. */
@ConfigMapping(prefix = "isthmus.reconciliation")
interface ReconciliationConfig {

    /** From one comparison to the next, such as {@code 24h}; {@code off} for on demand only. It never puts right by itself. */
    @WithDefault("off")
    String every();

    /** From the start to the first comparison. */
    @WithDefault("1m")
    String delay();

    /** Of those compared; if more are missing at the CMS, that is a fault of the reading and nobody is proposed. */
    @WithDefault("5")
    int maxMissingPercent();

    /** So many may always be missing. */
    @WithDefault("3")
    int minMissingCount();
}
