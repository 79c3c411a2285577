package io.isthmus.usersync.drupal;

import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Begins every session of calls by asking Drupal who it takes us for: with a wrong password, or while the account is
 * locked, it answers 200 all the same, as to anybody. A session lasts a minute; whoever finds nobody in it asks again.
 */
final class IdentifiedDrupal implements DrupalCalls {

    private static final Duration SESSION = Duration.ofMinutes(1);

    private final DrupalCalls calls;
    private final String serviceAccount;
    private final Clock clock;
    private final Uni<Void> session;
    private volatile Instant end = Instant.MIN;
    private volatile String own = "";

    /** @param serviceAccount its name */
    IdentifiedDrupal(DrupalCalls calls, String serviceAccount, Clock clock) {
        this.calls = calls;
        this.serviceAccount = serviceAccount;
        this.clock = clock;
        this.session = Uni.createFrom()
                .deferred(this::begin)
                .memoize()
                .until(() -> clock.instant().isAfter(end));
    }

    private Uni<Void> begin() {
        end = Instant.MAX;
        return index().invoke(() -> end = clock.instant().plus(SESSION))
                .onFailure()
                .invoke(() -> end = Instant.MIN)
                .replaceWithVoid();
    }

    /** Tells who is asking; fails unless it is the service account. */
    @Override
    public Uni<Answer> index() {
        return calls.index().call(index -> {
            String me = DrupalAnswers.me(index);
            return me.equals(own) ? Uni.createFrom().voidItem() : recognise(me);
        });
    }

    private Uni<Void> recognise(String me) {
        return calls.byName(serviceAccount)
                .invoke(answer -> {
                    DrupalAnswers.expect(answer);
                    if (!answer.body().path("data").path(0).path("id").asText().equals(me)) {
                        throw new RemoteFault(Kind.CONFIGURATION, "cms-takes-us-for-another");
                    }
                    own = me;
                })
                .replaceWithVoid();
    }

    private Uni<Answer> identified(Supplier<Uni<Answer>> call) {
        return session.chain(call::get);
    }

    @Override
    public Uni<Answer> byUid(String uid) {
        return identified(() -> calls.byUid(uid));
    }

    @Override
    public Uni<Answer> byName(String name) {
        return identified(() -> calls.byName(name));
    }

    @Override
    public Uni<Answer> list(Map<String, String> query) {
        return identified(() -> calls.list(query));
    }

    @Override
    public Uni<Answer> post(String document) {
        return identified(() -> calls.post(document));
    }

    @Override
    public Uni<Answer> patch(String uuid, String document) {
        return identified(() -> calls.patch(uuid, document));
    }
}
