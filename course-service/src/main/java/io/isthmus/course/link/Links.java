package io.isthmus.course.link;

import io.isthmus.course.access.Subject;
import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.cache.Kind;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Sources;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.DatabaseException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Who is who, as user-sync-service tells it. */
@Singleton
public class Links {

    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(3);

    private static final Kind<List<LmsAccount>> KIND = Kind.ofPeople("links");

    private final LinkStore store;
    private final LinkConsumer consumer;
    private final AnswerCache cache;
    private final Sources sources;

    Links(LinkStore store, LinkConsumer consumer, AnswerCache cache, Sources sources) {
        this.store = store;
        this.consumer = consumer;
        this.cache = cache;
        this.sources = sources;
        cache.declare(KIND);
    }

    /**
     * @return the person's accounts, in the order of the configured LMSs; fails with {@link LinksUnknownException}
     *     until the replica has caught up, and with {@link StorageException} while the database is away
     */
    public Uni<List<Subject.Account>> accounts(Subject person) {
        return caughtUp(() -> cache.get(KIND.of(person), () -> guarded(find(person))))
                .map(found -> accounts(person, found.value()));
    }

    /** @return the same where it is known without asking the database; else empty */
    public Optional<List<Subject.Account>> known(Subject person) {
        if (!consumer.isCaughtUp()) {
            return Optional.empty();
        }
        return cache.fresh(KIND.of(person)).map(found -> accounts(person, found.value()));
    }

    /** Without a stream, which would take longer than all of it. */
    private static List<Subject.Account> accounts(Subject person, List<LmsAccount> found) {
        var accounts = new ArrayList<Subject.Account>(found.size());
        for (LmsAccount account : found) {
            accounts.add(person.account(account));
        }
        return accounts;
    }

    private Uni<List<LmsAccount>> find(Subject person) {
        return store.find(person.source(), person.cmsUid())
                .map(found -> sources.names().stream()
                        .flatMap(name -> found.stream()
                                .filter(account -> account.source().equals(name)))
                        .toList());
    }

    /** @return whether the account belongs to a person of this CMS; fails as {@link #accounts} does */
    public Uni<Boolean> belongsTo(LmsAccount account, String cmsSource) {
        return caughtUp(() -> guarded(store.isLinked(account, cmsSource)));
    }

    private <T> Uni<T> caughtUp(Supplier<Uni<T>> answer) {
        return consumer.isCaughtUp() ? answer.get() : Uni.createFrom().failure(new LinksUnknownException());
    }

    private static <T> Uni<T> guarded(Uni<T> answer) {
        return answer.ifNoItem()
                .after(DATABASE_TIMEOUT)
                .fail()
                .onFailure(failure -> !(failure instanceof DatabaseException))
                .transform(StorageException::new);
    }
}
