package io.isthmus.usersync.pairs;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.ServiceAccount;
import io.isthmus.usersync.TokenIssuer;
import io.isthmus.usersync.crash.Service;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A CMS, an LMS, and the service between the two. */
final class Pair implements AutoCloseable {

    private final String cmsSource;
    private final String database;
    private final LmsStandIn lms;
    private final PostgresServer postgres;
    private final TokenIssuer issuer;
    private final Map<String, String> properties;
    private final Service service;

    /**
     * @param others what the idnumbers of the other CMS's users begin with; empty if there is none
     * @param more what else is configured
     */
    Pair(
            Portal portal,
            String lmsSource,
            LmsStandIn lms,
            String others,
            PostgresServer postgres,
            KafkaServer kafka,
            TokenIssuer issuer,
            Map<String, String> more) {
        this.cmsSource = portal.options().source();
        this.database = ("pair_" + cmsSource + "_" + lmsSource).replace('2', 'b');
        this.lms = lms;
        this.postgres = postgres.withDatabase(database);
        this.issuer = issuer;
        properties = new HashMap<>(issuer.start());
        properties.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(database));
        properties.put("quarkus.datasource.reactive.url", postgres.reactiveUrl(database));
        properties.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        properties.put("isthmus.instance", "user-sync-service-" + cmsSource + "-" + lmsSource);
        properties.put("isthmus.cms.source", cmsSource);
        properties.put("isthmus.cms.url", portal.url().toString());
        ServiceAccount account = portal.options().serviceAccount();
        properties.put("isthmus.cms.user", account.name());
        properties.put("isthmus.cms.password", account.password().reveal());
        properties.put("isthmus.lms.source", lmsSource);
        properties.put("isthmus.lms.url", lms.url().toString());
        properties.put("isthmus.lms.token", LmsOptions.LOCAL_TOKEN);
        // The administrator, and the account of the web services.
        properties.put("isthmus.login.privileged-ids", "2,3");
        if (!others.isEmpty()) {
            properties.put("isthmus.idnumber.others", others);
        }
        properties.put("isthmus.retry.first", "PT0.5S");
        properties.put("isthmus.retry.longest", "PT2S");
        properties.putAll(more);
        service = Service.start(database, properties);
    }

    Pair ready() {
        service.ready();
        return this;
    }

    /** The same service with another name for its CMS. */
    Service misconfigured(String otherCms) {
        var wrong = new HashMap<>(properties);
        wrong.put("isthmus.cms.source", otherCms);
        return Service.start(database + "-wrong", wrong);
    }

    List<LmsUser> accounts(int uid) {
        return lms.users().stream()
                .filter(account -> account.idnumber().equals(cmsSource + ":" + uid))
                .toList();
    }

    LmsUser account(int uid) {
        return accounts(uid).get(0);
    }

    void awaitLinked(int uid) {
        Await.until("link of " + uid + " in " + database, () -> links().contains(uid + " linked"));
    }

    List<String> links() {
        return query("select cms_uid || ' ' || status from link order by 1");
    }

    /** @return rows as text */
    List<String> query(String sql) {
        try (var connection = DriverManager.getConnection(
                        postgres.jdbcUrl(database), PostgresServer.USER, PostgresServer.PASSWORD);
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

    ValidatableResponse get(String path) {
        return RestAssured.given()
                .auth()
                .oauth2(token(cmsSource))
                .get(service.url() + path)
                .then();
    }

    ValidatableResponse post(String path, Map<String, ?> body) {
        return RestAssured.given()
                .auth()
                .oauth2(token(cmsSource))
                .contentType("application/json")
                .body(body)
                .post(service.url() + path)
                .then();
    }

    int erase(int uid) {
        return RestAssured.given()
                .auth()
                .oauth2(token(cmsSource))
                .delete(service.url() + "/v1/subjects/" + uid)
                .statusCode();
    }

    String token(String source) {
        return issuer.token("sync:read sync:admin", "isthmus", "at+jwt", source);
    }

    /** Nothing open, nothing unsent. */
    boolean isQuiet() {
        return query("select 1 from journal where state in ('received', 'waiting')")
                        .isEmpty()
                && query("select 1 from outbox").isEmpty();
    }

    @Override
    public void close() {
        service.close();
    }
}
