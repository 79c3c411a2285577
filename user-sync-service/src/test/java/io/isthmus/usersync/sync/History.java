package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.drupal.FakeDrupal;
import io.isthmus.usersync.journal.Journals;
import io.isthmus.usersync.model.Fates;
import io.isthmus.usersync.moodle.FakeMoodle;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** People, what they do on both sides, and two replicas that are told of it, in whatever order. */
final class History implements AutoCloseable {

    private static final int FIRST = 101;
    private static final int PEOPLE = 6;
    private static final int STEPS = 40;
    private static final double MISHAPS = 0.08;
    private static final long LIMIT_SECONDS = 60;

    private final Random random;
    private final Fates fates;
    private final List<String> events = new ArrayList<>();
    final FakeDrupal drupal;
    final FakeMoodle moodle;
    private final List<Engine> replicas = new ArrayList<>();
    final Set<String> suspendedThere = new HashSet<>();
    final Set<String> deletedThere = new HashSet<>();
    final Set<String> unlinked = new HashSet<>();
    private boolean nobodyGaveUpAName;
    final long seed;

    History(String databaseUrl, long seed) {
        this.seed = seed;
        random = new Random(seed);
        fates = new Fates(seed, MISHAPS);
        drupal = new FakeDrupal(fates, this::told);
        moodle = new FakeMoodle(fates, this::told);
        replicas.add(new Engine(ModelDatabase.VERTX, databaseUrl, drupal, moodle, seed));
        replicas.add(new Engine(ModelDatabase.VERTX, databaseUrl, drupal, moodle, seed + 1));
        replicas.get(0).empty();
    }

    void told(String source, String id, boolean deleted) {
        String type = deleted ? "io.isthmus.user.deleted.v1" : "io.isthmus.user.upserted.v1";
        String event = "{\"specversion\":\"1.0\",\"id\":\"" + UUID.randomUUID() + "\",\"source\":\"" + source
                + "\",\"type\":\"" + type + "\",\"time\":\"" + Instant.now() + "\",\"origin\":\"" + source
                + "\",\"data\":{\"id\":\"" + id + "\",\"username\":\"x\",\"status\":\"active\"}}";
        synchronized (events) {
            events.add(event);
            if (random.nextInt(10) == 0) {
                events.add(event);
            }
        }
    }

    void run() {
        for (int uid = FIRST; uid < FIRST + PEOPLE; uid++) {
            drupal.add(String.valueOf(uid), "name" + uid, "mail" + uid + "@example.org");
        }
        for (int step = 0; step < STEPS; step++) {
            act();
            if (random.nextInt(3) == 0) {
                deliver();
            }
        }
    }

    private void act() {
        String uid = String.valueOf(FIRST + random.nextInt(PEOPLE));
        switch (random.nextInt(21)) {
            case 0, 1 -> drupal.change(uid, "field_city", city());
            case 2 -> drupal.change(uid, "field_last_name", name());
            case 3 -> drupal.change(uid, "mail", "mail" + uid + "." + random.nextInt(3) + "@example.org");
            case 4 -> drupal.change(uid, "name", username(uid));
            case 5 -> drupal.change(uid, "status", String.valueOf(random.nextInt(2)));
            case 6 -> drupal.swap("mail", uid, String.valueOf(FIRST + random.nextInt(PEOPLE)));
            case 7 -> drupal.swap("name", uid, String.valueOf(FIRST + random.nextInt(PEOPLE)));
            case 8, 9 -> inLms(uid, "country", random.nextBoolean() ? "IT" : "DE");
            case 10 -> inLms(uid, "city", city());
            case 11 -> inLms(uid, "suspended", "1");
            case 12 -> LockSupport.parkNanos(random.nextInt(20_000_000));
            case 13 -> drupal.change(uid, "field_employee_no", number());
            case 14 -> inLms(uid, "custom.hobby", hobby());
            case 15 -> drupal.change(uid, "field_hobby", hobby());
            case 16, 17 -> drupal.change(uid, "roles", roles());
            case 18 -> drupal.goneUids().stream().findFirst().ifPresent(drupal::restore);
            default -> rarely(uid);
        }
    }

    private void rarely(String uid) {
        if (random.nextInt(4) == 0) {
            drupal.delete(uid);
        } else if (random.nextInt(4) == 0) {
            moodle.accountsOf("cms:" + uid).forEach(account -> {
                deletedThere.add(uid);
                nobodyGaveUpAName |= unlinked.contains(uid);
                moodle.delete(account.get("id"));
            });
        } else if (random.nextInt(4) == 0 && replicas.get(0).unlink(uid)) {
            unlinked.add(uid);
        }
    }

    private void inLms(String uid, String field, String value) {
        if (field.equals("suspended")) {
            suspendedThere.add(uid);
        }
        moodle.accountsOf("cms:" + uid).forEach(account -> moodle.change(account.get("id"), field, value));
    }

    private String roles() {
        return List.of("", "editor", "editor,teacher", "teacher").get(random.nextInt(4));
    }

    private String number() {
        return List.of("E1", "", "E 2", "longer than the field is").get(random.nextInt(4));
    }

    private String hobby() {
        return List.of("chess", "", "go & <i>more</i>").get(random.nextInt(3));
    }

    private String city() {
        return List.of("Paris", "Rome", "", "Two  Spaces", " Edge ", "Łódź").get(random.nextInt(6));
    }

    private String name() {
        return List.of("Lovelace", "", "<b>Bold</b>", "O'Neil", "Żółć", "x".repeat(120))
                .get(random.nextInt(6));
    }

    private String username(String uid) {
        return List.of("Name" + uid, "nämé" + uid, "name " + uid, "山" + uid, "name" + uid)
                .get(random.nextInt(5));
    }

    /** Events come in any order, some of them to the other replica. */
    private void deliver() {
        while (true) {
            String event;
            synchronized (events) {
                if (events.isEmpty()) {
                    return;
                }
                event = events.remove(random.nextInt(events.size()));
            }
            Journals.append(replicas.get(random.nextInt(replicas.size())).journal(), event)
                    .await()
                    .indefinitely();
        }
    }

    /** Nothing goes wrong any more; what is under way comes to its end. */
    void settle() {
        fates.relent();
        long end = System.nanoTime() + LIMIT_SECONDS * 1_000_000_000L;
        int quiet = 0;
        while (quiet < 3) {
            deliver();
            boolean idle = replicas.stream().allMatch(Engine::isIdle);
            quiet = idle && open() == 0 && noEvents() ? quiet + 1 : 0;
            assertThat(System.nanoTime())
                    .as("seed %d does not settle: %s", seed, reasons())
                    .isLessThan(end);
            LockSupport.parkNanos(15_000_000);
        }
    }

    private boolean noEvents() {
        synchronized (events) {
            return events.isEmpty();
        }
    }

    private long open() {
        return Sql.list(pool(), row -> row.getLong("open"), """
                        select (select count(*) from journal where state in ('received', 'waiting'))
                          + (select count(*) from person where next_at is not null or lease_until > $1) as open""", Instant.now())
                .await()
                .indefinitely()
                .get(0);
    }

    private List<String> reasons() {
        return Sql.list(
                        pool(),
                        row -> row.getLong("person_id") + ":" + row.getString("state") + ":" + row.getString("reason")
                                + ":" + row.getInteger("attempts"),
                        "select person_id, state, reason, attempts from journal"
                                + " where state in ('received', 'waiting')")
                .await()
                .indefinitely();
    }

    /** Names that an account gives up which is nobody's are free for others when a person says so. */
    void retry() {
        if (nobodyGaveUpAName) {
            drupal.uids().forEach(uid -> told("cms", uid, false));
            settle();
        }
    }

    /** Everybody there ever was at the CMS. */
    List<String> people() {
        return IntStream.range(FIRST, FIRST + PEOPLE).mapToObj(String::valueOf).toList();
    }

    Pool pool() {
        return replicas.get(0).pool();
    }

    @Override
    public void close() {
        replicas.forEach(Engine::close);
    }
}
