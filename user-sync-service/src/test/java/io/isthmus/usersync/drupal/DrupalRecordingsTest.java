package io.isthmus.usersync.drupal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.recordings.Recordings;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Written;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a real Drupal was recorded to answer by JSON:API is understood, or a fault. */
class DrupalRecordingsTest {

    private static final TreeSet<String> EXERCISED = new TreeSet<>();

    /** What the connector sends. */
    private static final Set<String> METHODS = Arrays.stream(DrupalApi.class.getDeclaredMethods())
            .flatMap(method -> Arrays.stream(method.getAnnotations()))
            .flatMap(annotation -> Stream.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class)))
            .map(HttpMethod::value)
            .collect(Collectors.toSet());

    /** An answer that names nobody, after which the index is asked. */
    private static final String NOBODY = "jsonapi-read-09-filter-mail-case";

    private static final String WHO_AM_I = "jsonapi-read-30-whoami-basic-auth";
    private static final Account USER = new Account(
            "7",
            "652fa0c0-bfe2-498b-9392-7b5369f155dd",
            "",
            Map.of(Field.USERNAME, "ada", Field.EMAIL, "ada@lab.test"),
            false,
            null);

    static Stream<String> recordings() {
        return Recordings.names("drupal", "").stream().filter(DrupalRecordingsTest::isOfACallMadeHere);
    }

    private static boolean isOfACallMadeHere(String name) {
        return whyNot(name).isEmpty();
    }

    /** @return why a recording is of a call that is not made here; empty if it is */
    private static String whyNot(String name) {
        JsonNode request = Recordings.drupal(name).path("request");
        String method = request.path("method").asText();
        if (!request.path("url").asText().contains("/jsonapi")) {
            return "not JSON:API: Drupal's own REST, its pages and cookies are not asked here, webhooks by WebhooksTest";
        }
        if (method.equals("DELETE")) {
            return "DELETE: nobody is deleted at the CMS; what a deletion there leaves is read (71 and 75)";
        }
        return METHODS.contains(method) ? "" : method + ": not sent by the connector";
    }

    @AfterAll
    static void list() {
        System.out.printf("Drupal recordings exercised: %d%n%s%n", EXERCISED.size(), String.join("\n", EXERCISED));
        Map<String, List<String>> others = Recordings.names("drupal", "").stream()
                .filter(name -> !isOfACallMadeHere(name))
                .collect(Collectors.groupingBy(DrupalRecordingsTest::whyNot, TreeMap::new, Collectors.toList()));
        others.forEach((reason, names) ->
                System.out.printf("Drupal recordings left out: %d, %s%n%s%n", names.size(), reason, names));
        assertThat(EXERCISED).hasSize((int) recordings().count());
    }

    /** If the connector ever deletes, its recordings are to be exercised. */
    @Test
    void deletesNobodyAtTheCms() {
        assertThat(METHODS).containsExactlyInAnyOrder("GET", "POST", "PATCH");
    }

    @Test
    void seesWhoWasDeletedTheDefaultWayAsSuspended() {
        JsonNode user =
                Recordings.drupal("jsonapi-write-71-get-after-delete-default").at("/response/body/data");

        Account account = new DrupalUser(new DrupalFields(Map.of())).account(user);

        assertThat(account.suspended()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void isUnderstoodOrAFault(String name) {
        JsonNode recorded = Recordings.drupal(name);
        String method = recorded.path("request").path("method").asText();
        int status = recorded.path("response").path("status").asInt();
        String url = recorded.path("request").path("url").asText();
        boolean index = url.endsWith("/jsonapi");
        RecordedDrupal drupal =
                index ? new RecordedDrupal().answering(NOBODY, name) : new RecordedDrupal().answering(name);

        Object outcome = outcome(drupal, method, url);
        EXERCISED.add(name);

        assertThat(outcome).as(name).isNotInstanceOf(Unexpected.class);
        if (index) {
            boolean known = recorded.at("/response/body/meta/links/me/meta/id").isTextual();
            assertThat(outcome).as(name).isInstanceOf(known ? Lookup.Absent.class : RemoteFault.class);
        }
        if (status >= 400) {
            assertThat(isRefusal(outcome)).as("%s ended as %s", name, outcome).isTrue();
        } else if (!index) {
            assertThat(isRefusal(outcome)).as("%s ended as %s", name, outcome).isEqualTo(hidesSomebody(recorded));
        }
    }

    /** Nobody is asked for without a name: neither may the visitor be in an answer, nor whom the caller may not see. */
    private static boolean hidesSomebody(JsonNode recorded) {
        JsonNode data = recorded.at("/response/body/data");
        return data.isArray()
                && StreamSupport.stream(data.spliterator(), false)
                        .anyMatch(user -> !user.path("attributes").has("name"));
    }

    /** A failure that nobody has thought of. */
    private record Unexpected(Throwable failure) {}

    private static Object outcome(RecordedDrupal drupal, String method, String url) {
        DrupalUsers users = drupal.otherwise(WHO_AM_I).users();
        Uni<?> call = switch (method) {
            case "PATCH" -> users.update(USER, Map.of(Field.EMAIL, "x@lab.test", Field.USERNAME, "x"));
            case "POST" -> users.create(USER.handle(), Map.of(Field.EMAIL, "x@lab.test", Field.USERNAME, "x"));
            default -> url.matches(".*/jsonapi(/user/user/.*)?") ? users.byId("7") : users.after("0");
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
