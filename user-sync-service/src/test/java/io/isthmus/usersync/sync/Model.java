package io.isthmus.usersync.sync;

import io.isthmus.testbed.Await;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.drupal.FakeDrupal;
import io.isthmus.usersync.journal.Journals;
import io.isthmus.usersync.model.Fates;
import io.isthmus.usersync.moodle.FakeMoodle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One engine between two sides in memory, none of which ever fails. */
final class Model implements AutoCloseable {

    /** Told the id of each account that changes at the LMS, at once. */
    volatile Consumer<String> watcher = id -> {};

    private final Fates fates = new Fates(1, 0);
    final FakeDrupal drupal = new FakeDrupal(fates, (source, id, deleted) -> {});
    final FakeMoodle moodle = new FakeMoodle(fates, (source, id, deleted) -> watcher.accept(id));
    final Engine engine;

    Model(String database) {
        this(database, UnaryOperator.identity());
    }

    Model(String database, UnaryOperator<Policy> decided) {
        engine = new Engine(ModelDatabase.VERTX, ModelDatabase.url(database), drupal, moodle, 1, decided);
        engine.empty();
    }

    /** Changes a user at the CMS, which tells of it. */
    void change(String uid, String attribute, String value) {
        drupal.change(uid, attribute, value);
        tell("cms", uid);
    }

    void tell(String source, String id) {
        tell(source, id, "upserted");
    }

    void tellDeleted(String source, String id) {
        tell(source, id, "deleted");
    }

    private void tell(String source, String id, String what) {
        Journals.append(
                        engine.journal(),
                        "{\"specversion\":\"1.0\",\"id\":\"" + UUID.randomUUID() + "\",\"source\":\"" + source
                                + "\",\"type\":\"io.isthmus.user." + what + ".v1\",\"time\":\""
                                + Instant.now().minusSeconds(5) + "\",\"data\":{\"id\":\"" + id + "\"}}")
                .await()
                .indefinitely();
    }

    void settle() {
        Await.until("nothing open", () -> states("received") + states("waiting") == 0 && engine.isIdle());
    }

    Map<String, String> account(String uid) {
        return moodle.accountsOf("cms:" + uid).get(0);
    }

    long states(String state) {
        return texts("select id::text as text from journal where state = '" + state + "'")
                .size();
    }

    List<String> events(String type) {
        return texts("select payload as text from outbox where type = '" + type + "'");
    }

    List<String> texts(String sql) {
        return Sql.list(engine.pool(), row -> row.getString("text"), sql)
                .await()
                .indefinitely();
    }

    void run(String sql) {
        Sql.run(engine.pool(), sql).await().indefinitely();
    }

    @Override
    public void close() {
        engine.close();
    }
}
