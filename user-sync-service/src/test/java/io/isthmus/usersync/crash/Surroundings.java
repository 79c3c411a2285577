package io.isthmus.usersync.crash;

import io.isthmus.testbed.infra.Folders;
import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.infra.Topics;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import io.isthmus.testbed.portal.ServiceAccount;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.UserDraft;
import io.isthmus.usersync.Events;
import io.isthmus.usersync.TokenIssuer;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the processes stand between: real PostgreSQL and Kafka, the LMS stand-in and the portal. */
final class Surroundings implements AutoCloseable {

    private static final String DATABASE = "user_sync";
    private static final String NAME = "quentin";

    private final Path kafkaData = temporary();
    final PostgresServer postgres = PostgresServer.start().withDatabase(DATABASE);
    KafkaServer kafka = KafkaServer.start(FreePort.find(), kafkaData).withTopics(Topics.all());
    final LmsStandIn lms = LmsStandIn.start(LmsOptions.sample());
    final Portal portal = Portal.start(PortalOptions.sample().withKafka(kafka.bootstrapServers()));
    final TokenIssuer issuer = new TokenIssuer();
    final Events events = new Events(kafka.bootstrapServers());
    private final Set<Path> logs = new HashSet<>();
    private int people;

    private static Path temporary() {
        try {
            return Files.createTempDirectory("kafka-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> properties() {
        var properties = new HashMap<String, String>();
        properties.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(DATABASE));
        properties.put("quarkus.datasource.reactive.url", postgres.reactiveUrl(DATABASE));
        properties.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        properties.put("isthmus.lms.url", lms.url().toString());
        properties.put("isthmus.lms.token", LmsOptions.LOCAL_TOKEN);
        properties.put("isthmus.cms.url", portal.url().toString());
        ServiceAccount account = portal.options().serviceAccount();
        properties.put("isthmus.cms.user", account.name());
        properties.put("isthmus.cms.password", account.password().reveal());
        properties.put("isthmus.retry.first", "PT0.5S");
        properties.put("isthmus.retry.longest", "PT2S");
        properties.put("isthmus.sync.fields.country.owner", "lms");
        // Nobody here is suspended by mistake; the brake has tests of its own.
        properties.put("isthmus.brake.min-count", "500");
        properties.putAll(issuer.start());
        return properties;
    }

    /** @param more properties beside {@link #properties} */
    Service start(String name, Map<String, String> more) {
        var all = new HashMap<>(properties());
        all.putAll(more);
        Service service = Service.start(name, all);
        logs.add(service.log());
        return service;
    }

    /** @return of all that were started here */
    Set<Path> logs() {
        return Set.copyOf(logs);
    }

    /** With a name that no log has for any other reason. */
    PortalUser newcomer() {
        String name = NAME + ++people;
        return portal.addUser(new UserDraft()
                .name(name)
                .mail(name + "@example.org")
                .firstName("Quentin")
                .lastName("Tarkovsky")
                .city("Paris")
                .country("FR")
                .active(true));
    }

    /** What no log may hold: names, addresses, what proves who somebody is. */
    List<String> secrets() {
        return List.of(
                NAME,
                "tarkovsky",
                "example.org",
                LmsOptions.LOCAL_TOKEN,
                portal.options().serviceAccount().password().reveal(),
                "isthmus-local-privacy-key",
                "bearer ",
                "basic ",
                "eyj");
    }

    /** Somebody changes the account at the LMS, which nobody tells of. */
    LmsUser atLms(PortalUser user, String field, String value) {
        synchronized (lms.state()) {
            return lms.state().saveUser(accounts(user).get(0).with(field, value));
        }
    }

    RequestSpecification api(Service service) {
        return RestAssured.given()
                .auth()
                .oauth2(issuer.token("sync:read sync:admin"))
                .baseUri(service.url().toString());
    }

    void stopKafka() {
        kafka.close();
    }

    void startKafka() {
        kafka = KafkaServer.start(kafka.port(), kafkaData);
    }

    /** PostgreSQL lets nobody into the database any more, and ends who is in it. */
    void closeDatabase() {
        administer("alter database " + DATABASE + " with allow_connections false");
        administer("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + DATABASE + "'");
    }

    void openDatabase() {
        administer("alter database " + DATABASE + " with allow_connections true");
    }

    private void administer(String sql) {
        try (var connection = DriverManager.getConnection(
                        postgres.jdbcUrl("postgres"), PostgresServer.USER, PostgresServer.PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<LmsUser> accounts(PortalUser user) {
        return lms.users().stream()
                .filter(account -> account.idnumber().equals("cms:" + user.uid()))
                .toList();
    }

    /** @return rows as text, columns with a blank between them */
    List<String> query(String sql) {
        try (var connection = DriverManager.getConnection(
                        postgres.jdbcUrl(DATABASE), PostgresServer.USER, PostgresServer.PASSWORD);
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isLinked(PortalUser user) {
        return !query("select lms_user_id from link where status = 'linked' and cms_uid = '" + user.uid() + "'")
                .isEmpty();
    }

    /** Nothing open, nothing unsent. */
    boolean isQuiet() {
        return query("select 1 from journal where state in ('received', 'waiting')")
                        .isEmpty()
                && query("select 1 from outbox").isEmpty()
                && portal.unsentEvents() == 0;
    }

    @Override
    public void close() {
        events.close();
        portal.close();
        lms.close();
        kafka.close();
        Folders.delete(kafkaData);
        postgres.close();
    }
}
