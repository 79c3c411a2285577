package io.isthmus.usersync.drupal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.recordings.Recordings;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Written;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a real Drupal was recorded to answer by JSON:API is understood, or a fault. */
class DrupalRecordingsTest {

    private static final TreeSet<String> EXERCISED = new TreeSet<>();
    private static final String WHO_AM_I = "jsonapi-read-30-whoami-basic-auth";
    private static final Account USER = new Account(
            "7",
            "652fa0c0-bfe2-498b-9392-7b5369f155dd",
            "",
            Map.of(Field.USERNAME, "ada", Field.EMAIL, "ada@lab.test"),
            false,
            null);

    static Stream<String> recordings() {
        return Stream.concat(
                        Recordings.names("drupal", "jsonapi-").stream(),
                        Recordings.names("drupal", "session-2").stream())
                .filter(DrupalRecordingsTest::isOfACallMadeHere);
    }

    private static boolean isOfACallMadeHere(String name) {
        JsonNode request = Recordings.drupal(name).path("request");
        String url = request.path("url").asText();
        return url.contains("/jsonapi") && !request.path("method").asText().equals("DELETE");
    }

    @AfterAll
    static void list() {
        System.out.printf("Drupal recordings exercised: %d%n%s%n", EXERCISED.size(), String.join("\n", EXERCISED));
        assertThat(EXERCISED).hasSize((int) recordings().count());
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void isUnderstoodOrAFault(String name) {
        JsonNode recorded = Recordings.drupal(name);
        String method = recorded.path("request").path("method").asText();
        int status = recorded.path("response").path("status").asInt();
        RecordedDrupal drupal = new RecordedDrupal().answering(name);

        Object outcome =
                outcome(drupal, method, recorded.path("request").path("url").asText());
        EXERCISED.add(name);

        assertThat(outcome).as(name).isNotInstanceOf(Unexpected.class);
        if (status >= 400) {
            assertThat(isRefusal(outcome)).as("%s ended as %s", name, outcome).isTrue();
        }
    }

    /** A failure that nobody has thought of. */
    private record Unexpected(Throwable failure) {}

    private static Object outcome(RecordedDrupal drupal, String method, String url) {
        DrupalUsers users = drupal.otherwise(WHO_AM_I).users();
        Uni<?> call = switch (method) {
            case "PATCH" -> users.update(USER, Map.of(Field.EMAIL, "x@lab.test", Field.USERNAME, "x"));
            case "POST" -> users.create(USER.handle(), Map.of(Field.EMAIL, "x@lab.test", Field.USERNAME, "x"));
            default -> url.contains("/user/user") ? users.byId("7") : users.after("0");
        };
        try {
            return call.await().indefinitely();
        } catch (RemoteFault fault) {
            return fault;
        } catch (RuntimeException e) {
            return new Unexpected(e);
        }
    }

    private static boolean isRefusal(Object outcome) {
        return outcome instanceof RemoteFault
                || outcome instanceof Creation.Refused
                || outcome instanceof Written written && !written.refused().isEmpty();
    }
}
