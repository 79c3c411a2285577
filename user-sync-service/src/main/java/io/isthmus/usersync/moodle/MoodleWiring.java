package io.isthmus.usersync.moodle;

import io.isthmus.moodle.MoodleClient;
import io.isthmus.moodle.MoodleSettings;
import io.isthmus.moodle.MoodleToken;
import io.isthmus.usersync.account.KnownAccounts;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.LmsChanges;
import io.isthmus.usersync.account.Sources;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

@Singleton
final class MoodleWiring {

    @Produces
    @Singleton
    MoodleClient client(Vertx vertx, LmsConfig config) {
        var token = MoodleToken.of(config.token().reveal());
        return new MoodleClient(
                vertx,
                new MoodleSettings(config.url(), token, config.timeout(), MoodleSettings.DEFAULT_MAX_RESPONSE_BYTES));
    }

    void close(@Disposes MoodleClient client) {
        client.close();
    }

    @Produces
    @Singleton
    LmsChanges changes(GuardedMoodle calls, LmsConfig config) {
        return new MoodleReport(calls, config.report());
    }

    @Produces
    @Singleton
    LmsAccounts accounts(GuardedMoodle calls, KnownAccounts known, LmsConfig config, Sources sources, Clock clock) {
        var users = new MoodleUsers(
                calls,
                new MoodleLookups(calls, known, config.maxBatch(), config.parallel()),
                new MoodleRules(config.languages(), config.blankName()),
                config.customFields().orElse(Set.of()),
                config.auth(),
                config.maxBatch(),
                config.parallel());
        return config.cohorts()
                ? new UsersWithCohorts(users, new MoodleCohorts(calls, sources.cms() + ":group:", clock))
                : users;
    }
}
