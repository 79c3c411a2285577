package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.drupal.FakeDrupal;
import io.isthmus.usersync.journal.Journals;
import io.isthmus.usersync.model.Fates;
import io.isthmus.usersync.moodle.FakeMoodle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever people do on both sides, whatever goes wrong on the way, and however their events come in: in the end both
 * sides agree, and everybody has one account.
 *
 * <p>{@code -Disthmus.seeds=20000} tries as many; {@code -Disthmus.seed=7} just that one.
 */
class ConvergenceIT {

    private static final int PEOPLE = 6;
    private static final int STEPS = 40;
    private static final double MISHAPS = 0.08;
    private static final long LIMIT_SECONDS = 60;

    /** Histories at a time; they mostly wait. */
    private static final int AT_ONCE = 8;

    private static ExecutorService threads;
    private static final Map<Long, Future<?>> HISTORIES = new HashMap<>();
    private static final BlockingQueue<String> DATABASES = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() {
        threads = Executors.newFixedThreadPool(AT_ONCE);
        for (char name = 'a'; name < 'a' + AT_ONCE; name++) {
            DATABASES.add(ModelDatabase.url("model_" + name));
        }
        seeds().forEach(seed -> HISTORIES.put(seed, threads.submit(() -> live(seed))));
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
    }

    static LongStream seeds() {
        Long only = Long.getLong("isthmus.seed");
        if (only != null) {
            return LongStream.of(only);
        }
        long count = Long.getLong("isthmus.seeds", Boolean.getBoolean("isthmus.full") ? 500 : 50);
        return LongStream.range(0, count);
    }

    private static Void live(long seed) throws InterruptedException {
        String database = DATABASES.take();
        try (var history = new History(database, seed)) {
            history.run();
            history.settle();
            history.retry();
            history.check();
        } finally {
            DATABASES.add(database);
        }
        return null;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bothSidesAgreeInTheEnd(long seed) throws Throwable {
        try {
            HISTORIES.get(seed).get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    /** One history: people, what they do, and what becomes of it. */
    private static final class History implements AutoCloseable {

        private final Random random;
        private final Fates fates;
        private final List<String> events = new ArrayList<>();
        private final FakeDrupal drupal;
        private final FakeMoodle moodle;
        private final List<Engine> replicas = new ArrayList<>();
        private final Set<String> suspendedThere = new HashSet<>();
        private final Set<String> deletedThere = new HashSet<>();
        private final Set<String> unlinked = new HashSet<>();
        private final Map<String, Integer> changes = new HashMap<>();
        private boolean nobodyGaveUpAName;
        private final long seed;

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

        private void told(String source, String id, boolean deleted) {
            String type = deleted ? "io.isthmus.user.deleted.v1" : "io.isthmus.user.upserted.v1";
            String event = "{\"specversion\":\"1.0\",\"id\":\"" + UUID.randomUUID() + "\",\"source\":\"" + source
                    + "\",\"type\":\"" + type + "\",\"time\":\"" + Instant.now() + "\",\"origin\":\"" + source
                    + "\",\"data\":{\"id\":\"" + id + "\",\"username\":\"x\",\"status\":\"active\"}}";
            synchronized (events) {
                changes.merge(source, 1, Integer::sum);
                events.add(event);
                if (random.nextInt(10) == 0) {
                    events.add(event);
                }
            }
        }

        void run() {
            for (int uid = 101; uid < 101 + PEOPLE; uid++) {
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
            String uid = String.valueOf(101 + random.nextInt(PEOPLE));
            switch (random.nextInt(21)) {
                case 0, 1 -> drupal.change(uid, "field_city", city());
                case 2 -> drupal.change(uid, "field_last_name", name());
                case 3 -> drupal.change(uid, "mail", "mail" + uid + "." + random.nextInt(3) + "@example.org");
                case 4 -> drupal.change(uid, "name", username(uid));
                case 5 -> drupal.change(uid, "status", String.valueOf(random.nextInt(2)));
                case 6 -> drupal.swap("mail", uid, String.valueOf(101 + random.nextInt(PEOPLE)));
                case 7 -> drupal.swap("name", uid, String.valueOf(101 + random.nextInt(PEOPLE)));
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
            return Sql.list(replicas.get(0).pool(), row -> row.getLong("open"), """
                            select (select count(*) from journal where state in ('received', 'waiting'))
                              + (select count(*) from person where next_at is not null or lease_until > $1) as open""", Instant.now())
                    .await()
                    .indefinitely()
                    .get(0);
        }

        private List<String> reasons() {
            return Sql.list(
                            replicas.get(0).pool(),
                            row -> row.getLong("person_id") + ":" + row.getString("state") + ":"
                                    + row.getString("reason") + ":" + row.getInteger("attempts"),
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

        void check() {
            for (int uid = 101; uid < 101 + PEOPLE; uid++) {
                check(String.valueOf(uid));
            }
            int moodleWrites = moodle.writes();
            int drupalWrites = drupal.writes();
            drupal.uids().forEach(uid -> told("cms", uid, false));
            moodle.ids().forEach(id -> told("lms", id, false));
            settle();
            assertThat(moodle.writes())
                    .as("seed %d: nothing left to write", seed)
                    .isEqualTo(moodleWrites);
            assertThat(drupal.writes())
                    .as("seed %d: nothing left to write", seed)
                    .isEqualTo(drupalWrites);
            assertThat(outcomes("no-end", "not-recorded", "internal-error"))
                    .as("seed %d", seed)
                    .isEmpty();
        }

        /** For whoever has to find out why a seed fails. */
        private String world() {
            var text = new StringBuilder();
            for (int uid = 101; uid < 101 + PEOPLE; uid++) {
                String name = String.valueOf(uid);
                text.append("\n  ").append(name).append(" CMS ").append(drupal.user(name));
                text.append("\n      LMS ").append(moodle.accountsOf("cms:" + name));
                text.append("\n      ").append(story(name));
            }
            return text.toString();
        }

        private List<String> story(String uid) {
            return Sql.list(
                            replicas.get(0).pool(),
                            row -> row.getString("state") + " " + row.getString("reason") + " "
                                    + row.getString("decision"),
                            """
                            select state, reason, decision from journal join person_key using (person_id)
                            where external_id = $1 order by id""",
                            uid)
                    .await()
                    .indefinitely();
        }

        private List<String> outcomes(String... reasons) {
            return Sql.list(
                            replicas.get(0).pool(),
                            row -> row.getString("reason"),
                            "select reason from journal where reason = any($1)",
                            (Object) reasons)
                    .await()
                    .indefinitely();
        }

        private String cohorts(Map<String, String> account) {
            return String.join(",", moodle.cohortsOf(String.valueOf(account.get("id"))));
        }

        private void check(String uid) {
            List<Map<String, String>> accounts = moodle.accountsOf("cms:" + uid);
            assertThat(accounts).as("seed %d: accounts of %s", seed, uid).hasSizeLessThanOrEqualTo(1);
            if (unlinked.contains(uid)) {
                assertThat(link(uid)).as("seed %d: %s was unlinked", seed, uid).containsExactly("unlinked operator");
                return;
            }
            Map<String, String> user = drupal.user(uid);
            if (accounts.isEmpty()) {
                boolean mayHaveNone = user == null
                        || user.get("status").equals("0")
                        || deletedThere.contains(uid)
                        || isKeptByADeletedUser("email", user.get("mail"))
                        || isKeptByADeletedUser("username", username(user.get("name"), uid));
                assertThat(mayHaveNone)
                        .as("seed %d: %s has an account; %s", seed, uid, world())
                        .isTrue();
                return;
            }
            Map<String, String> account = accounts.get(0);
            if (user == null) {
                assertThat(account.get("suspended"))
                        .as("seed %d: %s is gone", seed, uid)
                        .isEqualTo("1");
                return;
            }
            checkFields(uid, user, account);
        }

        private List<String> link(String uid) {
            return Sql.list(
                            replicas.get(0).pool(),
                            row -> row.getString("status") + " " + row.getString("reason"),
                            "select status, reason from link where cms_uid = $1",
                            uid)
                    .await()
                    .indefinitely();
        }

        private void checkFields(String uid, Map<String, String> user, Map<String, String> account) {
            String who = "seed " + seed + world() + "\n" + uid + " ";
            if (!isKeptByADeletedUser("email", user.get("mail"))) {
                assertThat(account.get("email")).as(who + "email").isEqualTo(user.get("mail"));
            }
            assertThat(account.getOrDefault("city", ""))
                    .as(who + "city")
                    .isEqualTo(user.get("field_city").strip().replace("  ", " "));
            assertThat(account.get("country")).as(who + "country").isEqualTo(user.get("field_country"));
            String number = user.get("field_employee_no");
            assertThat(account.getOrDefault("custom.employeeno", ""))
                    .as(who + "employee number")
                    .isEqualTo(number.substring(0, Math.min(20, number.length())));
            assertThat(account.getOrDefault("custom.hobby", ""))
                    .as(who + "hobby")
                    .isEqualTo(user.get("field_hobby"));
            assertThat(cohorts(account)).as(who + "cohorts").isEqualTo(user.getOrDefault("roles", ""));
            String username = username(user.get("name"), uid);
            if (!isKeptByADeletedUser("username", username)) {
                assertThat(account.get("username")).as(who + "username").isEqualTo(username);
            }
            if (user.get("status").equals("0")) {
                assertThat(account.get("suspended")).as(who + "status").isEqualTo("1");
            } else if (!suspendedThere.contains(uid)) {
                assertThat(account.get("suspended")).as(who + "status").isEqualTo("0");
            }
        }

        /** What the suspended account of a deleted user keeps is a conflict for a person to decide. */
        private boolean isKeptByADeletedUser(String field, String value) {
            return isKeptByADeletedUser(field, value, PEOPLE);
        }

        private boolean isKeptByADeletedUser(String field, String value, int rest) {
            return rest > 0
                    && moodle.holders(field, value).stream()
                            .map(holder ->
                                    String.valueOf(holder.get("idnumber")).replace("cms:", ""))
                            .anyMatch(holder -> keeps(holder, field, value, rest));
        }

        /** Or of somebody whom an operator has unlinked, or by somebody who wants what a deleted user keeps. */
        private boolean keeps(String uid, String field, String value, int rest) {
            Map<String, String> user = drupal.user(uid);
            if (user == null || unlinked.contains(uid)) {
                return true;
            }
            String wanted = field.equals("email") ? user.get("mail") : username(user.get("name"), uid);
            return !wanted.equals(value) && isKeptByADeletedUser(field, wanted, rest - 1);
        }

        private static String username(String name, String uid) {
            return switch (name.charAt(0)) {
                case '山' -> name.substring(1) + "-" + uid;
                case 'N' -> name.toLowerCase(Locale.ROOT);
                default ->
                    name.contains("ä")
                            ? "name" + name.substring(4) + "-" + uid
                            : name.contains(" ") ? name.replace(' ', '.') + "-" + uid : name;
            };
        }

        @Override
        public void close() {
            replicas.forEach(Engine::close);
        }
    }
}
