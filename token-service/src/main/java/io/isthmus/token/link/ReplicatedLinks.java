package io.isthmus.token.link;

import io.isthmus.token.Unavailable;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.verify.Subject;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Answers from the replica, as long as it is whole. */
@Singleton
public class ReplicatedLinks implements Links {

    private static final String BY_NAME = "name:";

    private final RedisLinks links;
    private final ReplicaState state;

    @Inject
    public ReplicatedLinks(RedisCommands redis, ReplicaState state) {
        this.links = new RedisLinks(redis);
        this.state = state;
    }

    @Override
    public Uni<List<Link>> find(Subject subject, String lmsSource) {
        Optional<String> generation = state.usableGeneration();
        if (generation.isEmpty()) {
            return Uni.createFrom().failure(new Unavailable(Unavailable.Dependency.LINKS));
        }
        Uni<Optional<List<Link>>> found = subject.isByName()
                ? links.byUsername(
                        generation.get(),
                        subject.source(),
                        lmsSource,
                        subject.id().substring(BY_NAME.length()))
                : links.byKey(generation.get(), Link.key(subject.source(), subject.id(), lmsSource));
        return found.map(answer -> answer.orElseThrow(() -> new Unavailable(Unavailable.Dependency.LINKS)))
                .map(all -> all.stream()
                        .filter(link -> link.status() != LinkStatus.UNLINKED)
                        .toList());
    }

    @Override
    public Uni<Void> forget(Subject subject, String lmsSource) {
        return links.forget(Link.key(subject.source(), subject.id(), lmsSource));
    }
}
