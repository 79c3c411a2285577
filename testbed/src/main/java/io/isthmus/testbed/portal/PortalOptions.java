package io.isthmus.testbed.portal;

import io.isthmus.testbed.portal.people.SamplePeople;
import io.isthmus.testbed.portal.people.UserDraft;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a portal is started.
 *
 * @param port 0 = any free one; on 127.0.0.1
 * @param publicUrl as people reach it; null = by its port on 127.0.0.1
 * @param dataFolder where accounts and unsent events are kept between runs; null = in memory alone
 * @param source name of this CMS in Isthmus
 * @param kafkaBootstrapServers where user changes are told; null = nowhere
 * @param serviceAccount made at start, or given this password if it is there
 * @param people made when there is nothing kept
 */
public record PortalOptions(
        int port,
        @Nullable URI publicUrl,
        @Nullable Path dataFolder,
        String source,
        SiteSettings site,
        IsthmusSettings isthmus,
        @Nullable String kafkaBootstrapServers,
        ServiceAccount serviceAccount,
        List<UserDraft> people,
        Clock clock) {

    public PortalOptions {
        people = List.copyOf(people);
    }

    /** The portal of the local stack, on any free port and without Kafka. */
    public static PortalOptions sample() {
        return new PortalOptions(
                0,
                null,
                null,
                "cms",
                SiteSettings.defaults(),
                IsthmusSettings.local(),
                null,
                new ServiceAccount("isthmus", new Secret("isthmus-local-connector")),
                SamplePeople.drafts(),
                Clock.systemUTC());
    }

    public PortalOptions withPort(int value) {
        return new PortalOptions(
                value,
                publicUrl,
                dataFolder,
                source,
                site,
                isthmus,
                kafkaBootstrapServers,
                serviceAccount,
                people,
                clock);
    }

    public PortalOptions withPublicUrl(@Nullable URI value) {
        return new PortalOptions(
                port, value, dataFolder, source, site, isthmus, kafkaBootstrapServers, serviceAccount, people, clock);
    }

    public PortalOptions withDataFolder(@Nullable Path value) {
        return new PortalOptions(
                port, publicUrl, value, source, site, isthmus, kafkaBootstrapServers, serviceAccount, people, clock);
    }

    public PortalOptions withSource(String value) {
        return new PortalOptions(
                port,
                publicUrl,
                dataFolder,
                value,
                site,
                isthmus,
                kafkaBootstrapServers,
                serviceAccount,
                people,
                clock);
    }

    public PortalOptions withSite(SiteSettings value) {
        return new PortalOptions(
                port,
                publicUrl,
                dataFolder,
                source,
                value,
                isthmus,
                kafkaBootstrapServers,
                serviceAccount,
                people,
                clock);
    }

    public PortalOptions withIsthmus(IsthmusSettings value) {
        return new PortalOptions(
                port, publicUrl, dataFolder, source, site, value, kafkaBootstrapServers, serviceAccount, people, clock);
    }

    public PortalOptions withKafka(@Nullable String bootstrapServers) {
        return new PortalOptions(
                port, publicUrl, dataFolder, source, site, isthmus, bootstrapServers, serviceAccount, people, clock);
    }

    public PortalOptions withServiceAccount(ServiceAccount value) {
        return new PortalOptions(
                port, publicUrl, dataFolder, source, site, isthmus, kafkaBootstrapServers, value, people, clock);
    }

    public PortalOptions withPeople(List<UserDraft> value) {
        return new PortalOptions(
                port,
                publicUrl,
                dataFolder,
                source,
                site,
                isthmus,
                kafkaBootstrapServers,
                serviceAccount,
                value,
                clock);
    }

    public PortalOptions withClock(Clock value) {
        return new PortalOptions(
                port,
                publicUrl,
                dataFolder,
                source,
                site,
                isthmus,
                kafkaBootstrapServers,
                serviceAccount,
                people,
                value);
    }
}
