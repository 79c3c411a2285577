package io.isthmus.usersync.drupal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.testbed.recordings.Recordings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Answers as a real Drupal was recorded to, one recording after the other, and keeps what was written. */
final class RecordedDrupal implements DrupalCalls {

    /** Recordings that any test has used. */
    static final Set<String> USED = new TreeSet<>();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<JsonNode> written = new ArrayList<>();
    private final List<Map<String, String>> queries = new ArrayList<>();
    private int indexes;
    private @Nullable Answer last;
    private @Nullable List<UniEmitter<? super Answer>> held;

    RecordedDrupal answering(String... recordings) {
        for (String recording : recordings) {
            USED.add(recording);
            JsonNode response = Recordings.drupal(recording).path("response");
            answers.add(new Answer(response.path("status").asInt(), response.path("body")));
        }
        return this;
    }

    /** When nothing else is left, it answers so. */
    RecordedDrupal otherwise(String recording) {
        JsonNode response = Recordings.drupal(recording).path("response");
        last = new Answer(response.path("status").asInt(), response.path("body"));
        return this;
    }

    DrupalUsers users() {
        return new DrupalUsers(this, new DrupalFields(Map.of()));
    }

    List<JsonNode> written() {
        return written;
    }

    List<Map<String, String>> queries() {
        return queries;
    }

    int indexes() {
        return indexes;
    }

    @Override
    public Uni<Answer> index() {
        indexes++;
        return next();
    }

    /** From now on a reading by uid gets no answer before {@link #answer}. */
    RecordedDrupal holding() {
        held = new ArrayList<>();
        return this;
    }

    void answer() {
        List<UniEmitter<? super Answer>> all = Objects.requireNonNull(held);
        held = null;
        all.forEach(one -> one.complete(answers.remove()));
    }

    @Override
    public Uni<Answer> byUid(String uid) {
        return held == null ? next() : Uni.createFrom().emitter(held::add);
    }

    @Override
    public Uni<Answer> byName(String name) {
        return next();
    }

    @Override
    public Uni<Answer> list(Map<String, String> query) {
        queries.add(query);
        return next();
    }

    @Override
    public Uni<Answer> post(String document) {
        return patch("", document);
    }

    @Override
    public Uni<Answer> patch(String uuid, String document) {
        try {
            written.add(JSON.readTree(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next();
    }

    private Uni<Answer> next() {
        return Uni.createFrom().item(last != null && answers.isEmpty() ? last : answers.remove());
    }
}
