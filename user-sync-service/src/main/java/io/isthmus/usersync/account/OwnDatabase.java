package io.isthmus.usersync.account;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes sure that the database belongs to these two sources: another pair's links and checkpoints are not ours. Where its
 * schema is not looked at either, as in the training run of the image, no database is expected at the start.
 */
@Singleton
final class OwnDatabase {

    private static final int BEFORE_ALL_WORK = 1;

    private final AgroalDataSource database;
    private final Sources sources;
    private final boolean expected;

    OwnDatabase(
            AgroalDataSource database,
            Sources sources,
            @ConfigProperty(name = "quarkus.flyway.migrate-at-start", defaultValue = "false") boolean migrates,
            @ConfigProperty(name = "quarkus.flyway.validate-at-start", defaultValue = "false") boolean validates) {
        this.database = database;
        this.sources = sources;
        this.expected = migrates || validates;
    }

    void start(@Observes @Priority(BEFORE_ALL_WORK) StartupEvent event) throws SQLException {
        if (expected) {
            claim();
        }
    }

    /** The first to come has it. */
    private void claim() throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into pair (cms_source, lms_source) values (?, ?) on conflict do nothing");
                var select = connection.prepareStatement("select cms_source, lms_source from pair")) {
            insert.setString(1, sources.cms());
            insert.setString(2, sources.lms());
            insert.executeUpdate();
            try (ResultSet owner = select.executeQuery()) {
                owner.next();
                check(owner.getString(1), owner.getString(2));
            }
        }
    }

    private void check(String cms, String lms) {
        if (!cms.equals(sources.cms()) || !lms.equals(sources.lms())) {
            throw new IllegalStateException("this database is for " + cms + " and " + lms + ", not for " + sources.cms()
                    + " and " + sources.lms() + ": each pair of a CMS and an LMS has its own");
        }
    }
}
