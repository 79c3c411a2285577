package io.isthmus.usersync.drupal;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.Batcher;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.drupal.DrupalCalls.Answer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds users by uid, up to a page of them in a call: Drupal checks our password for each. */
final class DrupalLookups {

    private static final int PARALLEL = 8;
    private static final Duration LINGER = Duration.ofMillis(10);

    private final DrupalCalls calls;
    private final Function<JsonNode, Account> account;
    private final Batcher<String, Lookup> byUid = new Batcher<>(
            DrupalQueries.PAGE, PARALLEL, LINGER, uids -> uids.size() == 1 ? one(uids.get(0)) : all(uids));

    DrupalLookups(DrupalCalls calls, Function<JsonNode, Account> account) {
        this.calls = calls;
        this.account = account;
    }

    Uni<Lookup> byUid(String uid) {
        return byUid.ask(uid);
    }

    Uni<Lookup> byName(String name) {
        return calls.byName(name).chain(this::first);
    }

    private Uni<List<Lookup>> one(String uid) {
        return calls.byUid(uid).chain(this::first).map(List::of);
    }

    private Uni<List<Lookup>> all(List<String> uids) {
        return calls.list(DrupalQueries.ofUids(uids)).chain(answer -> {
            DrupalAnswers.expect(answer);
            Map<String, Lookup> found = new HashMap<>();
            answer.body().path("data").forEach(user -> {
                Account seen = account.apply(user);
                found.put(seen.id(), new Lookup.Found(seen));
            });
            List<Lookup> lookups = uids.stream()
                    .map(uid -> found.getOrDefault(uid, new Lookup.Absent()))
                    .toList();
            return found.keySet().containsAll(uids) ? Uni.createFrom().item(lookups) : certain(lookups);
        });
    }

    private Uni<Lookup> first(Answer answer) {
        DrupalAnswers.expect(answer);
        JsonNode user = answer.body().path("data").path(0);
        return user.isMissingNode()
                ? certain(new Lookup.Absent())
                : Uni.createFrom().item(new Lookup.Found(account.apply(user)));
    }

    /** An absence counts only when Drupal takes us for who we are. */
    private <T> Uni<T> certain(T absence) {
        return calls.index().invoke(DrupalAnswers::me).replaceWith(absence);
    }
}
