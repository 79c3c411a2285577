package io.isthmus.testbed.portal.people;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** The people of the local stack; each one's password is the username. */
public final class SamplePeople {

    private SamplePeople() {}

    public static List<UserDraft> drafts() {
        return List.of(
                person(101, "ada", "ada@example.org")
                        .firstName("Ada")
                        .lastName("Lovelace")
                        .city("London")
                        .country("GB"),
                person(102, "bruno", "bruno@example.org")
                        .firstName("Bruno")
                        .lastName("Munari")
                        .city("Milan")
                        .country("IT"),
                person(103, "chloe", "chloe@example.org")
                        .firstName("Chloé")
                        .lastName("Dupont")
                        .city("Lyon")
                        .country("FR"),
                person(104, "dai", "dai@example.org")
                        .firstName("Dai")
                        .lastName("Evans")
                        .city("Cardiff")
                        .active(false));
    }

    /** User 1, as every Drupal has one; without a password, so nobody logs in as it. */
    public static UserDraft administrator() {
        return new UserDraft()
                .uid(1)
                .uuid(uuid(1))
                .name("admin")
                .mail("admin@example.org")
                .init("admin@example.org")
                .active(true)
                .role(PortalUser.ADMINISTRATOR);
    }

    private static UserDraft person(int uid, String name, String mail) {
        return new UserDraft()
                .uid(uid)
                .uuid(uuid(uid))
                .name(name)
                .mail(mail)
                .init(mail)
                .active(true)
                .password(name);
    }

    private static UUID uuid(int uid) {
        return UUID.nameUUIDFromBytes(("isthmus-portal-user-" + uid).getBytes(StandardCharsets.UTF_8));
    }
}
