package io.isthmus.usersync.drupal;

import io.isthmus.usersync.account.CmsAccounts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

@Singleton
final class DrupalWiring {

    @Produces
    @Singleton
    CmsAccounts accounts(GuardedDrupal calls, CmsConfig config, Clock clock) {
        return new DrupalUsers(new IdentifiedDrupal(calls, config.user(), clock), new DrupalFields(config.fields()));
    }
}
