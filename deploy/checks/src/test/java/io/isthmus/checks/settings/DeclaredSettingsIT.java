package io.isthmus.checks.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class DeclaredSettingsIT {

    private final DeclaredSettings token = DeclaredSettings.of("token-service");
    private final DeclaredSettings sync = DeclaredSettings.of("user-sync-service");

    @Test
    void knowsItsOwnMappings() {
        assertThat(token.problemsOf("ISTHMUS_TOKEN_CLOCK_SKEW")).isEmpty();
        assertThat(token.problemsOf("ISTHMUS_SYNC_WORKERS")).isNotEmpty();
        assertThat(sync.problemsOf("ISTHMUS_SYNC_WORKERS")).isEmpty();
    }

    @Test
    void knowsKeysOfTheOperatorsChoice() {
        assertThat(sync.problemsOf("ISTHMUS_SYNC_FIELDS_COUNTRY_OWNER")).isEmpty();
        assertThat(sync.problemsOf("ISTHMUS_SYNC_FIELDS_COUNTRY_OWNERS")).isNotEmpty();
    }

    @Test
    void knowsPropertiesThatAreInjectedOneByOne() {
        assertThat(token.problemsOf("ISTHMUS_ISSUER")).isEmpty();
    }

    @Test
    void knowsTheExtensionsOfEachService() {
        assertThat(token.problemsOf("QUARKUS_REDIS_HOSTS")).isEmpty();
        assertThat(sync.problemsOf("QUARKUS_REDIS_HOSTS")).isNotEmpty();
        assertThat(sync.problemsOf("QUARKUS_FLYWAY_MIGRATE_AT_START")).isEmpty();
        assertThat(sync.problemsOf("QUARKUS_LOG_CATEGORY__ORG_APACHE_KAFKA__LEVEL"))
                .isEmpty();
    }

    @Test
    void knowsKafkasAndJwtsNames() {
        assertThat(sync.problemsOf("KAFKA_SASL_JAAS_CONFIG")).isEmpty();
        assertThat(sync.problemsOf("KAFKA_SASL_JASS_CONFIG")).isNotEmpty();
        assertThat(sync.problemsOf("MP_JWT_VERIFY_PUBLICKEY_LOCATION")).isEmpty();
    }

    @Test
    void knowsWhatHasToBeSaid() {
        assertThat(token.missing(Set.of()))
                .contains("isthmus.secrets.master of token-service has no value")
                .contains("quarkus.redis.hosts of token-service has a value for one machine only");
        assertThat(token.missing(Set.of("ISTHMUS_SECRETS_MASTER")))
                .doesNotContain("isthmus.secrets.master of token-service has no value");
    }
}
