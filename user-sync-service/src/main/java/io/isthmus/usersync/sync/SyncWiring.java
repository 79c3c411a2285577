package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.brake.Brake;
import io.isthmus.usersync.conflict.Conflicts;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.link.Links;
import io.isthmus.usersync.link.Provenance;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.outbox.OutboxNews;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.person.Suppressed;
import io.isthmus.usersync.sync.SyncConfig.Correlation;
import io.isthmus.usersync.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@Singleton
final class SyncWiring {

    @Produces
    @Singleton
    Policy policy(
            SyncConfig config,
            Sources sources,
            CmsAccounts cms,
            LmsAccounts lms,
            @ConfigProperty(name = "isthmus.cms.user") String serviceUsername,
            @ConfigProperty(name = "isthmus.cms.email-verified", defaultValue = "false") boolean emailVerified) {
        return new Policy(
                sources,
                fields(config),
                config.correlation().contains(Correlation.VERIFIED_EMAIL),
                emailVerified,
                config.create(),
                config.deprovision(),
                serviceUsername,
                cms.rules(),
                lms.rules());
    }

    static Map<String, FieldPolicy> fields(SyncConfig config) {
        var fields = new HashMap<String, FieldPolicy>();
        SyncConfig.FieldConfig groups = config.fields().get(Field.GROUPS);
        if (groups != null && groups.owner() == Side.LMS) {
            throw new IllegalArgumentException("isthmus.sync.fields.groups.owner is cms: groups of a CMS are its roles,"
                    + " and the LMS does not hand them out.");
        }
        config.fields().forEach((name, field) -> fields.put(name, new FieldPolicy(field.owner(), field.apply())));
        return fields;
    }

    @Produces
    @Singleton
    Recorder recorder(
            Pool pool,
            Persons persons,
            Journal journal,
            Links links,
            Outbox outbox,
            Brake brake,
            Conflicts conflicts,
            Policy policy,
            Clock clock) {
        return new Recorder(pool, persons, journal, links, outbox, brake, conflicts, policy, clock);
    }

    @Produces
    @Singleton
    Synchroniser synchroniser(
            Pool pool,
            Persons persons,
            CmsAccounts cms,
            LmsAccounts lms,
            Links links,
            Recorder recorder,
            Brake brake,
            Policy policy,
            RetryConfig retry,
            Traces traces,
            Clock clock,
            MeterRegistry meters,
            @ConfigProperty(name = "isthmus.lms.timeout", defaultValue = "PT5S") Duration lmsTimeout) {
        var names = new UniqueNames(pool, cms, lms, links, policy.sources(), clock);
        return new Synchroniser(
                new Reader(cms, lms, links, names, policy),
                new Actor(cms, lms, names, persons, policy, clock, lmsTimeout.multipliedBy(2)),
                recorder,
                brake,
                policy,
                new Backoff(
                        retry.first(),
                        retry.longest(),
                        retry.jitter(),
                        () -> ThreadLocalRandom.current().nextDouble()),
                traces,
                clock,
                decision -> meters.counter("isthmus.sync.decisions", "decision", decision.code())
                        .increment());
    }

    @Produces
    @Singleton
    Forecasts forecasts(
            Pool pool,
            CmsAccounts cms,
            LmsAccounts lms,
            Links links,
            Persons persons,
            Suppressed suppressed,
            Policy policy,
            Clock clock) {
        var names = new UniqueNames(pool, cms, lms, links, policy.sources(), clock);
        return new Forecasts(
                new Reader(cms, lms, links, names, policy),
                policy,
                new Adoption(cms, lms, persons, policy),
                cms,
                links,
                suppressed);
    }

    @Produces
    @Singleton
    Comparisons comparisons(
            Pool pool, CmsAccounts cms, LmsAccounts lms, Links links, Recorder recorder, Policy policy, Clock clock) {
        var names = new UniqueNames(pool, cms, lms, links, policy.sources(), clock);
        return new Comparisons(new Reader(cms, lms, links, names, policy), policy, recorder.shadows());
    }

    @Produces
    @Singleton
    Provenance provenance(Recorder recorder, Policy policy) {
        return new Provenances(recorder.shadows(), policy);
    }

    @Produces
    @Singleton
    LastReadings lastReadings(Recorder recorder, Sources sources) {
        return new LastReadings(recorder.shadows(), sources);
    }

    @Produces
    @Singleton
    WorkLoop workLoop(
            Persons persons,
            Journal journal,
            Links links,
            Recorder recorder,
            Brake brake,
            Conflicts conflicts,
            Synchroniser synchroniser,
            OutboxNews outbox,
            Sources sources,
            SyncConfig config) {
        return new WorkLoop(
                persons,
                journal,
                links,
                recorder.shadows(),
                brake,
                conflicts,
                synchroniser,
                outbox,
                sources,
                config.workers());
    }
}
