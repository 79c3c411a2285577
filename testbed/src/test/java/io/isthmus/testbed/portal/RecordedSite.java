package io.isthmus.testbed.portal;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.portal.people.Collation;
import io.isthmus.testbed.portal.people.UserDraft;
import io.isthmus.testbed.portal.session.Session;
import io.isthmus.testbed.recordings.Recordings;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The Drupal site of the recordings, as it was when a given one was made. */
final class RecordedSite {

    static final String HOST_COOKIE = "SESS12ca17b49af2289436f303e0166030a2";

    /** Whose session a recorded cookie value was, while it lasted. */
    private static final Map<String, Integer> SESSIONS = Map.of(
            "W2g7t5VUgbbXtNmnpAaG2iENALnf9mLvX8-rYfuH3ry0IP5G", 4,
            "nz7C1yLoEwnJ04Hx,WvZCXULC9RR3XAI7HySDA1SdtAJ0MXR", 2,
            "ycJ3,6OWRI5nCBntr8Fq,lcaMvjOVqRyycFGkfPof,12FgNo", 3,
            "Ea0vwVPn2GxEe5c3BZs,hbv9rZpyoIjS7JR7zCO2KSjBGjim", 3,
            "KwV0V8jBXjvbKak6HeRp3LcNt-VmHJuqvfHtM8RSIzWB0UwI", 3,
            "GLzNlcpOcX3d5JT8BvWDhFrfK1ZQeKiV7SBkFOJg9sSM9t5w", 3,
            "30GJQbz-nIdX4-RZZaqW5NJrOwn8yqyimUjMlToXiVl3b3iN", 3,
            "L7eT90iFxA1yH4H9mgdDKqiEJxNSrksE1M6aZJ6TXSnYi0Br", 242,
            "1Kn2XYZTRfZ67zLYcZq-QGaf7iLbdHVBBXH7kduShyCOxYqO", 242);

    private RecordedSite() {}

    static PortalOptions options(String recording) {
        SiteSettings site = new SiteSettings(
                "Lab CMS",
                recording.contains("read-only"),
                recording.matches(".*write-72[bcd].*") ? CancelMethod.DELETE : CancelMethod.BLOCK,
                Collation.SQLITE,
                recording.contains("shared-domain") ? ".lab.test" : null,
                recording.matches("cookie-(02|14|30|31).*"),
                Set.of("127.0.0.1", "cms.lab.test", "shared.lab.test", "proxied.lab.test"),
                5,
                50,
                false);
        return PortalOptions.sample()
                .withSite(site)
                .withServiceAccount(new ServiceAccount("connector", new Secret("connector-lab-pw")))
                .withPeople(people(recording));
    }

    private static List<UserDraft> people(String recording) {
        var people = new ArrayList<UserDraft>();
        Recordings.drupal("jsonapi-read-01-collection-connector")
                .at("/response/body/data")
                .forEach(resource -> {
                    if (resource.at("/attributes/drupal_internal__uid").isInt()) {
                        people.add(recorded(resource));
                    }
                });
        if (recording.startsWith("jsonapi-write") && !recording.contains("write-01-")) {
            boolean renamed = recording.compareTo("jsonapi-write-41") >= 0;
            people.add(person(236, "652fa0c0-bfe2-498b-9392-7b5369f155dd", renamed ? "zoë.renamed" : "zoë.new")
                    .mail(renamed ? "zoe.renamed@lab.test" : "zoe@lab.test")
                    .firstName(recording.compareTo("jsonapi-write-40") >= 0 ? "Zoë2" : "Zoë")
                    .lastName(renamed ? "Øster" : "Ångström")
                    .timezone("Europe/Warsaw"));
        }
        if (recording.matches(".*write-(22|6).*")) {
            people.add(person(242, "ffb20e76-ff4d-4bac-8310-73da02008bf9", "pass.user")
                    .password("set-by-api"));
        }
        if (recording.contains("write-19")) {
            people.add(person(241, "e644bf13-0366-457a-9d18-87eff72e7928", "client.uuid")
                    .mail("cuuid@lab.test"));
        }
        if (recording.matches(".*write-7(0|1|2-|2b).*")) {
            people.add(person(245, "8df9967c-3313-4ef9-83ef-a65408101780", "to.delete")
                    .mail("td@lab.test")
                    .active(!recording.matches(".*write-7(1|2-|2b).*")));
        }
        for (int i = 0; recording.contains("page-max-50-of-73") && i < 60; i++) {
            people.add(person(13 + i, UUID.randomUUID().toString(), "bulk." + i));
        }
        return people;
    }

    private static UserDraft recorded(JsonNode resource) {
        JsonNode attributes = resource.get("attributes");
        String name = attributes.get("name").asText();
        var draft = new UserDraft()
                .uid(attributes.get("drupal_internal__uid").asInt())
                .uuid(UUID.fromString(resource.get("id").asText()))
                .name(name)
                .mail(attributes.get("mail").asText())
                .init(attributes.get("init").asText())
                .active(attributes.get("status").asBoolean())
                .firstName(attributes.get("field_first_name").textValue())
                .lastName(attributes.get("field_last_name").textValue())
                .created(
                        OffsetDateTime.parse(attributes.get("created").asText()).toInstant())
                .changed(
                        OffsetDateTime.parse(attributes.get("changed").asText()).toInstant())
                .password(name.equals("connector") ? "connector-lab-pw" : "user-lab-pw");
        resource.at("/relationships/roles/data")
                .forEach(role ->
                        draft.role(role.at("/meta/drupal_internal__target_id").asText()));
        return draft;
    }

    private static UserDraft person(int uid, String uuid, String name) {
        return new UserDraft().uid(uid).uuid(UUID.fromString(uuid)).name(name).active(true);
    }

    /** What had happened at the site shortly before. */
    static void prepare(String recording, Portal portal, RecordedRequest.Sender sender) {
        if (!recording.matches("session-3[45].*")) {
            SESSIONS.forEach((value, uid) -> {
                if (portal.user(uid).isPresent()) {
                    portal.openSession(uid, value);
                }
            });
        }
        if (recording.contains("write-60")) {
            portal.updateUser(242, user -> user.password("another"));
        }
        if (recording.contains("write-61")) {
            portal.updateUser(242, user -> user.mail("moved@lab.test"));
        }
        if (recording.matches(".*write-6[234].*")) {
            portal.updateUser(242, user -> user.active(false));
        }
        if (recording.contains("write-64")) {
            portal.updateUser(242, user -> user.active(true));
        }
        switch (recording.substring(0, 8)) {
            case "flood-01", "flood-02" -> repeat(5, i -> sender.login("bob@lab.test", "wrong"));
            case "flood-03" -> repeat(7, i -> sender.whoAmI("nofields", "wrong"));
            case "flood-04", "flood-05" -> repeat(50, i -> sender.login("ghost" + i, "wrong"));
            default -> {}
        }
    }

    private static void repeat(int times, IntConsumer action) {
        IntStream.range(0, times).forEach(action);
    }

    /** A recorded token stands for the one that this portal gave to the same session. */
    static String token(String recording, String recorded, Portal portal) {
        String value = recording.startsWith("session-3")
                ? "W2g7t5VUgbbXtNmnpAaG2iENALnf9mLvX8-rYfuH3ry0IP5G"
                : "nz7C1yLoEwnJ04Hx,WvZCXULC9RR3XAI7HySDA1SdtAJ0MXR";
        Session session = portal.session(value);
        return switch (recorded) {
            case "pTlDixWdd5PY5uNOq1ng6uNcVLOhvNlHKT6W9JqThdo" -> session.logoutToken();
            case "i6yU8krE9lNuR1Eco0YHM-7yI7CGNumvB5NdI9dKka0", "Jcljqz1k-otBpeeQJfMAy1ye7XXVnACD4dSoTeczIac" ->
                session.csrfToken();
            case "emjCGrF5m5XAR4djZB4WKxFDGRQpvqM89an0hhOrvzI" -> session.sessionToken();
            default -> recorded;
        };
    }
}
