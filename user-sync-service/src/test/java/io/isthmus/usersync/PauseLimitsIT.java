package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** How long a replica that is paused holds up the others; {@code PauseIT} pauses one. */
@QuarkusTest
@Stack
class PauseLimitsIT extends Between {

    private static final String LIMIT = "idle_in_transaction_session_timeout";

    @Inject
    Pool pool;

    @Inject
    Flyway flyway;

    @Test
    void theDatabaseEndsATransactionThatFallsSilent() {
        assertThat(limit(Sql.list(pool, row -> row.getString(0), "show " + LIMIT)
                        .await()
                        .indefinitely()))
                .isEqualTo("10s");
    }

    @Test
    void workThatAsksOthersMaySayNothingForLonger() {
        List<String> within = Exclusive.run(pool, "pause", tx -> Sql.list(tx, row -> row.getString(0), "show " + LIMIT))
                .await()
                .indefinitely()
                .orElseThrow();

        assertThat(limit(within)).isEqualTo("1min");
        theDatabaseEndsATransactionThatFallsSilent();
    }

    /** Under a name with quotes in it, as YAML makes of dots, Kafka's own 45 s would hold. */
    @Test
    void kafkaTakesAConsumerForDeadAfterSixSeconds() {
        assertThat(ConfigProvider.getConfig()
                        .getValue("mp.messaging.connector.smallrye-kafka.session.timeout.ms", Integer.class))
                .isEqualTo(6000);
    }

    /** {@code MigrationPauseIT} pauses somebody in a migration. */
    @Test
    void aMigrationHoldsItsLockForTenMinutesAtMost() {
        assertThat(flyway.getConfiguration().getInitSql()).isEqualTo("set " + LIMIT + " = '10min'");
    }

    private static String limit(List<String> shown) {
        assertThat(shown).hasSize(1);
        return shown.get(0);
    }
}
