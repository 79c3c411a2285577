package io.isthmus.token.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.token.account.LmsAccount;
import io.isthmus.token.account.LmsAccounts;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Accounts by {@code core_user_get_users_by_field}. */
@Singleton
public class MoodleAccounts implements LmsAccounts {

    private final MoodleConnection moodle;

    @Inject
    MoodleAccounts(MoodleConnection moodle) {
        this.moodle = moodle;
    }

    @Override
    public Uni<List<LmsAccount>> byIdnumber(String idnumber) {
        return moodle.call("core_user_get_users_by_field", Map.of("field", "idnumber", "values", List.of(idnumber)))
                .map(MoodleAccounts::read);
    }

    static List<LmsAccount> read(JsonNode answer) {
        return StreamSupport.stream(answer.spliterator(), false)
                .map(user -> new LmsAccount(
                        user.path("id").asText(),
                        user.path("username").asText(),
                        user.path("idnumber").asText(),
                        Optional.ofNullable(user.path("email").textValue()),
                        user.path("auth").asText(),
                        user.path("suspended").asBoolean(true),
                        user.path("confirmed").asBoolean(false)))
                .toList();
    }
}
