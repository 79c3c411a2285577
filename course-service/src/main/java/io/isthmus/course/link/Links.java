package io.isthmus.course.link;

import io.isthmus.course.source.LmsAccount;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.DatabaseException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Who is who, as user-sync-service tells it. */
@Singleton
public class Links {

    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(3);

    private final LinkStore store;
    private final LinkConsumer consumer;

    Links(LinkStore store, LinkConsumer consumer) {
        this.store = store;
        this.consumer = consumer;
    }

    /**
     * @return the person's account; fails with {@link LinksUnknownException} until the replica has caught up, and with
     *     {@link StorageException} while the database is away
     */
    public Uni<Optional<LmsAccount>> account(String cmsSource, String cmsUid, String lmsSource) {
        return known(store.find(cmsSource, cmsUid, lmsSource));
    }

    /** @return whether the account belongs to a person of this CMS; fails as {@link #account} does */
    public Uni<Boolean> belongsTo(LmsAccount account, String cmsSource) {
        return known(store.isLinked(account, cmsSource));
    }

    private <T> Uni<T> known(Uni<T> answer) {
        if (!consumer.isCaughtUp()) {
            return Uni.createFrom().failure(new LinksUnknownException());
        }
        return answer.ifNoItem()
                .after(DATABASE_TIMEOUT)
                .fail()
                .onFailure(failure -> !(failure instanceof DatabaseException))
                .transform(StorageException::new);
    }
}
