package io.isthmus.usersync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.UserDraft;
import io.isthmus.usersync.Events;
import io.isthmus.usersync.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What people do to a handful of users at both sides, from a seed, and what each was last made to be. */
final class Edits {

    private static final List<String> CITIES = List.of("Rome", "Oslo", "Bern", "Łódź");
    private static final List<String> COUNTRIES = List.of("IT", "NO", "CH", "PL");
    private static final List<String> TOPICS = List.of("isthmus.cms.users", "isthmus.lms.users");
    private static final int REPEATED = 15;
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Surroundings around;
    private final Random random;
    private final List<PortalUser> people = new ArrayList<>();
    private final Map<Integer, Wanted> wanted = new HashMap<>();
    private int made;

    /** A user as both sides can tell; the country is the LMS's, everything else the CMS's. */
    private record Wanted(
            String name,
            @Nullable String mail,
            @Nullable String lastName,
            @Nullable String city,
            boolean active,
            String country) {

        static Wanted at(PortalUser user) {
            return new Wanted(
                    user.name(),
                    user.mail(),
                    user.lastName(),
                    user.city(),
                    user.active(),
                    String.valueOf(user.country()));
        }

        static Wanted at(LmsUser account) {
            return new Wanted(
                    account.username(),
                    account.email(),
                    account.lastname(),
                    account.city(),
                    !account.suspended(),
                    account.country());
        }

        Wanted in(String otherCountry) {
            return new Wanted(name, mail, lastName, city, active, otherCountry);
        }
    }

    Edits(Surroundings around, long seed) {
        this.around = around;
        this.random = new Random(seed);
    }

    /** From now on this one is changed, too. */
    Edits join(PortalUser... users) {
        for (PortalUser user : users) {
            people.add(user);
            wanted.put(user.uid(), Wanted.at(user));
        }
        return this;
    }

    List<PortalUser> people() {
        return List.copyOf(people);
    }

    void make(int changes) {
        for (int i = 0; i < changes; i++) {
            edit(people.get(random.nextInt(people.size())));
        }
    }

    /** As long as there is no account, nobody can change it, and nobody is blocked before they have one. */
    private void edit(PortalUser user) {
        String name = user.name() + "." + ++made;
        switch (around.accounts(user).isEmpty() ? random.nextInt(5) : random.nextInt(8)) {
            case 0, 1 -> atCms(user, draft -> draft.city(any(CITIES)));
            case 2 -> atCms(user, draft -> draft.lastName("Tarkovsky " + made));
            case 3 -> atCms(user, draft -> draft.mail(name + "@example.org"));
            case 4 -> atCms(user, draft -> draft.name(name));
            case 5 -> atCms(user, draft -> draft.active(!wanted(user).active()));
            default -> atLms(user, any(COUNTRIES));
        }
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Wanted wanted(PortalUser user) {
        return wanted.get(user.uid());
    }

    private void atCms(PortalUser user, Consumer<UserDraft> edit) {
        String country = wanted(user).country();
        wanted.put(
                user.uid(),
                Wanted.at(around.portal.updateUser(user.uid(), edit)).in(country));
    }

    private void atLms(PortalUser user, String country) {
        LmsUser account = around.atLms(user, "country", country);
        around.events.lmsChanged(account.id());
        wanted.put(user.uid(), wanted(user).in(country));
    }

    /** Events come again, in another order; one of each comes late, as if it had been overtaken. */
    void repeat() {
        var sent = new ArrayList<>(TOPICS.stream()
                .flatMap(topic -> new Topic(around.kafka.bootstrapServers(), topic).records().stream())
                .filter(record -> isAboutThem(record.key()))
                .toList());
        Collections.shuffle(sent, random);
        for (ConsumerRecord<String, String> record : sent.subList(0, Math.min(REPEATED, sent.size()))) {
            byte[] event = record.value().getBytes(StandardCharsets.UTF_8);
            around.events.send(record.topic(), record.key(), event, Map.of());
        }
        for (PortalUser user : people) {
            around.events.cms(Events.upserted("cms", String.valueOf(user.uid()))
                    .put("time", Instant.now().minus(LATE).toString()));
        }
    }

    private boolean isAboutThem(@Nullable String key) {
        return people.stream()
                .flatMap(user -> Stream.concat(
                        Stream.of("cms:" + user.uid()),
                        around.accounts(user).stream().map(account -> "lms:" + account.id())))
                .anyMatch(known -> known.equals(key));
    }

    /** Both sides are as they were last made to be, and everybody has one account. */
    void assertArrived() {
        assertThat(people).allSatisfy(user -> {
            assertThat(around.accounts(user)).extracting(Wanted::at).containsExactly(wanted(user));
            assertThat(around.portal.user(user.uid())).map(Wanted::at).contains(wanted(user));
        });
    }
}
