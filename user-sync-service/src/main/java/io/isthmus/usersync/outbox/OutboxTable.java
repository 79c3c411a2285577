package io.isthmus.usersync.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The outbox as its relay sees it: one connection, which also holds the lock that makes the relay the only one. */
final class OutboxTable implements AutoCloseable {

    /** Any number, as long as it is nobody else's in this database. */
    private static final long LOCK = 0x6973_7468_6d75_7301L;

    private final Connection connection;

    /** @param idle after this long without a word the database ends the connection, and somebody else gets the lock */
    OutboxTable(Connection connection, Duration idle) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("set idle_session_timeout = " + idle.toMillis());
        }
    }

    /** @return false while another replica holds the lock; it is held until the connection ends */
    boolean lock() throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** @return the oldest events, in the order in which they were decided */
    List<OutboxRow> first(int limit) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select seq, aggregatetype, aggregateid, payload from outbox order by seq limit ?")) {
            statement.setInt(1, limit);
            var rows = new ArrayList<OutboxRow>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(new OutboxRow(
                            result.getLong(1), result.getString(2), result.getString(3), result.getString(4)));
                }
            }
            return rows;
        }
    }

    void remove(List<OutboxRow> rows) throws SQLException {
        try (var statement = connection.prepareStatement("delete from outbox where seq = any(?)")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(OutboxRow::seq).toArray()));
            statement.executeUpdate();
        }
    }

    /** Ends the connection, and the lock with it. */
    @Override
    public void close() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
            statement.execute("reset idle_session_timeout");
        } finally {
            connection.close();
        }
    }
}
