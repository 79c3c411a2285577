package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.conflict.Finding;
import java.util.List;
import java.util.stream.Stream;

/** Says of a conflict what a person needs to know to decide it. */
final class Findings {

    private Findings() {}

    static Finding of(Situation situation, SyncDecision.Conflict conflict, long person, long entry, Sources sources) {
        return new Finding(
                person,
                sources.cms(),
                situation.cmsUid(),
                sources.lms(),
                conflict.reason(),
                accounts(situation),
                fields(situation, conflict.reason()),
                entry);
    }

    static Finding of(Result.Disputed disputed, long person, long entry, Sources sources) {
        return new Finding(
                person,
                sources.cms(),
                null,
                sources.lms(),
                disputed.reason(),
                List.of(disputed.account()),
                List.of(),
                entry);
    }

    private static List<String> accounts(Situation situation) {
        if (situation.link() != null && situation.link().isLinked()) {
            return List.of(situation.link().lmsUserId());
        }
        Candidates candidates = situation.candidates();
        return Stream.of(candidates.byKey(), candidates.byEmail(), candidates.byUsername())
                .flatMap(List::stream)
                .map(Account::id)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> fields(Situation situation, String reason) {
        return situation.refused().entrySet().stream()
                .filter(refused -> refused.getValue().equals(reason))
                .map(refused -> refused.getKey().field())
                .distinct()
                .sorted()
                .toList();
    }
}
