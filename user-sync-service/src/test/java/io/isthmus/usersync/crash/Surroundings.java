package io.isthmus.usersync.crash;

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
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the processes stand between: real PostgreSQL and Kafka, the LMS stand-in and the portal. */
final class Surroundings implements AutoCloseable {

    private static final String DATABASE = "user_sync";

    final PostgresServer postgres = PostgresServer.start().withDatabase(DATABASE);
    final KafkaServer kafka = KafkaServer.start().withTopics(Topics.all());
    final LmsStandIn lms = LmsStandIn.start(LmsOptions.sample());
    final Portal portal = Portal.start(PortalOptions.sample().withKafka(kafka.bootstrapServers()));
    private int people;

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
        return properties;
    }

    PortalUser newcomer() {
        String name = "crash" + ++people;
        return portal.addUser(new UserDraft()
                .name(name)
                .mail(name + "@example.org")
                .firstName("Pat")
                .lastName("Person")
                .city("Paris")
                .country("FR")
                .active(true));
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
        portal.close();
        lms.close();
        kafka.close();
        postgres.close();
    }
}
