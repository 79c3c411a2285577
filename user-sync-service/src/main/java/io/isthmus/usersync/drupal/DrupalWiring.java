package io.isthmus.usersync.drupal;

import io.isthmus.usersync.account.CmsAccounts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

@Singleton
final class DrupalWiring {

    @Produces
    @Singleton
    CmsAccounts accounts(GuardedDrupal calls, CmsConfig config) {
        return new DrupalUsers(calls, new DrupalFields(config.fields()));
    }
}
