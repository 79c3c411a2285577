package io.isthmus.testbed.portal;

import io.isthmus.testbed.portal.event.Outbox;
import io.isthmus.testbed.portal.event.UserEventWriter;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.SamplePeople;
import io.isthmus.testbed.portal.people.UserDraft;
import io.isthmus.testbed.portal.people.UserListener;
import io.isthmus.testbed.portal.people.Users;
import io.isthmus.testbed.portal.people.Writer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The accounts and the events about them, kept together. */
final class PortalData {

    private static final int OUTBOX_LIMIT = 10_000;

    private final PortalOptions options;
    private final @Nullable DataFile file;
    private final Outbox outbox;
    private final Users users;
    private final UserEventWriter writer;
    private final UserListener listener;
    private boolean telling;

    /** @param listener hears of each change */
    PortalData(PortalOptions options, UserListener listener) {
        this.options = options;
        this.listener = listener;
        this.file = options.dataFolder() == null ? null : new DataFile(options.dataFolder());
        this.writer = new UserEventWriter(options.source(), options.clock());
        var lock = new ReentrantLock();
        this.outbox = new Outbox(lock, OUTBOX_LIMIT, this::store);
        this.users = new Users(lock, options.clock(), options.site().collation(), this::changed, this::store);
        Optional<DataFile.Content> kept = file == null ? Optional.empty() : file.read();
        kept.ifPresentOrElse(this::restore, this::populate);
        ensureServiceAccount();
        telling = options.kafkaBootstrapServers() != null;
    }

    Users users() {
        return users;
    }

    Outbox outbox() {
        return outbox;
    }

    private void changed(@Nullable PortalUser before, @Nullable PortalUser after, Writer by) {
        listener.changed(before, after, by);
        if (telling) {
            outbox.add(writer.write(before, after, by));
        }
    }

    private void store() {
        if (file != null) {
            file.write(new DataFile.Content(users.lastUid(), users.all(), outbox.pending()));
        }
    }

    private void restore(DataFile.Content content) {
        users.restore(content.users(), content.lastUid());
        outbox.restore(content.events());
    }

    private void populate() {
        options.people().forEach(person -> users.create(person, Writer.SITE));
        if (users.byUid(1).isEmpty()) {
            users.create(SamplePeople.administrator(), Writer.SITE);
        }
    }

    /** Of the service account the options have the last word, also over what was kept. */
    private void ensureServiceAccount() {
        ServiceAccount account = options.serviceAccount();
        PortalUser kept = users.byName(account.name()).orElse(null);
        String password = account.password().reveal();
        if (kept == null) {
            users.create(
                    new UserDraft()
                            .uid(users.byUid(2).isEmpty() ? 2 : 0)
                            .name(account.name())
                            .active(true)
                            .role(PortalUser.CONNECTOR)
                            .password(password),
                    Writer.SITE);
        } else if (kept.password() == null || !kept.password().matches(password)) {
            users.update(kept.uid(), user -> user.password(password), Writer.SITE);
        }
    }
}
