package io.isthmus.usersync.journal;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.outbox.OutboxNews;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes changes from Kafka into the journal. A batch is acknowledged when its insert has committed, so it is read again
 * if that never happened; the database being away only makes it wait.
 */
@ApplicationScoped
class ChangesConsumer {

    private static final Logger LOG = Logger.getLogger(ChangesConsumer.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    /** Of a header's value, in characters; attributes are shorter, and the rest is not needed. */
    private static final int MAX_HEADER = 1024;

    private static final int MAX_HEADERS = 50;

    private final Journal journal;
    private final Instance<WorkNews> work;
    private final OutboxNews outbox;

    ChangesConsumer(Journal journal, Instance<WorkNews> work, OutboxNews outbox) {
        this.journal = journal;
        this.work = work;
        this.outbox = outbox;
    }

    @Incoming("cms-users")
    Uni<Void> cmsUsers(ConsumerRecords<byte[], byte[]> records) {
        return take(records);
    }

    @Incoming("lms-users")
    Uni<Void> lmsUsers(ConsumerRecords<byte[], byte[]> records) {
        return take(records);
    }

    @Incoming("sso-logins")
    Uni<Void> ssoLogins(ConsumerRecords<byte[], byte[]> records) {
        return take(records);
    }

    private Uni<Void> take(ConsumerRecords<byte[], byte[]> records) {
        var messages = new ArrayList<Message>(records.count());
        records.forEach(record -> messages.add(message(record)));
        return append(messages).invoke(() -> {
            work.get().arrived();
            outbox.committed();
        });
    }

    private Uni<Void> append(List<Message> messages) {
        return journal.append(messages)
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("journal waits: messages=%d cause=%s", messages.size(), Sql.reason(failure)))
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .indefinitely()
                .replaceWithVoid();
    }

    private static Message message(ConsumerRecord<byte[], byte[]> record) {
        byte[] raw = record.value() == null ? new byte[0] : record.value();
        String position = record.partition() + ":" + record.offset();
        return new Message(record.topic(), position, text(record.key()), headers(record), raw);
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        for (Header header : record.headers()) {
            String value = text(header.value());
            if (value != null && headers.size() < MAX_HEADERS) {
                headers.put(
                        clean(header.key()).toLowerCase(Locale.ROOT),
                        clean(value.length() > MAX_HEADER ? value.substring(0, MAX_HEADER) : value));
            }
        }
        return headers;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** PostgreSQL's jsonb cannot hold U+0000. */
    private static String clean(String text) {
        return text.replace("\0", "");
    }
}
